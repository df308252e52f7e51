<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>1:1</source>
        <translation>1:1</translation>
    </message>
    <message>
        <source>Accept as clean plate</source>
        <translation>确认为干净背景</translation>
    </message>
    <message>
        <source>Accept as pinned reference</source>
        <translation>确认为固定参考帧</translation>
    </message>
    <message>
        <source>Add a clip, or shots of an edit, to this project.</source>
        <translation>向此项目添加片段，或剪辑中的镜头。</translation>
    </message>
    <message>
        <source>Add a folder of numbered pictures as a clip to this project.</source>
        <translation>将编号图片文件夹作为片段添加到此项目。</translation>
    </message>
    <message>
        <source>Add marker</source>
        <translation>添加标记</translation>
    </message>
    <message>
        <source>Add something to remove from this shot.</source>
        <translation>添加要从此镜头中移除的内容。</translation>
    </message>
    <message>
        <source>Add to queue ...</source>
        <translation>加入队列...</translation>
    </message>
    <message>
        <source>All keys on one page.</source>
        <translation>在一页中列出所有快捷键。</translation>
    </message>
    <message>
        <source>Before or after</source>
        <translation>处理前 / 处理后</translation>
    </message>
    <message>
        <source>Begin what is queued; or end what runs, keeping what is finished.</source>
        <translation>开始队列中的任务；或停止正在运行的任务并保留已完成的部分。</translation>
    </message>
    <message>
        <source>Bezier</source>
        <translation>贝塞尔</translation>
    </message>
    <message>
        <source>Bring in clean plate ...</source>
        <translation>导入干净背景...</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Carry the mask back to the range's start.</source>
        <translation>将蒙版向后传播到范围起点。</translation>
    </message>
    <message>
        <source>Carry the mask on to the end of the range.</source>
        <translation>将蒙版向前传播到范围终点。</translation>
    </message>
    <message>
        <source>Carry the mask to the frame before.</source>
        <translation>将蒙版传播到上一帧。</translation>
    </message>
    <message>
        <source>Carry the mask to the next frame.</source>
        <translation>将蒙版传播到下一帧。</translation>
    </message>
    <message>
        <source>Carry the masks through the whole range.</source>
        <translation>在整个范围内传播蒙版。</translation>
    </message>
    <message>
        <source>Check codecs, graphics, memory and disk.</source>
        <translation>检查编解码器、显卡、内存和磁盘。</translation>
    </message>
    <message>
        <source>Choose object 1 here.</source>
        <translation>选择此处的对象 1。</translation>
    </message>
    <message>
        <source>Choose object 2 here.</source>
        <translation>选择此处的对象 2。</translation>
    </message>
    <message>
        <source>Choose object 3 here.</source>
        <translation>选择此处的对象 3。</translation>
    </message>
    <message>
        <source>Choose object 4 here.</source>
        <translation>选择此处的对象 4。</translation>
    </message>
    <message>
        <source>Choose object 5 here.</source>
        <translation>选择此处的对象 5。</translation>
    </message>
    <message>
        <source>Choose object 6 here.</source>
        <translation>选择此处的对象 6。</translation>
    </message>
    <message>
        <source>Choose object 7 here.</source>
        <translation>选择此处的对象 7。</translation>
    </message>
    <message>
        <source>Choose object 8 here.</source>
        <translation>选择此处的对象 8。</translation>
    </message>
    <message>
        <source>Choose object 9 here.</source>
        <translation>选择此处的对象 9。</translation>
    </message>
    <message>
        <source>Clean plate</source>
        <translation>干净背景</translation>
    </message>
    <message>
        <source>Clean plate view</source>
        <translation>干净背景视图</translation>
    </message>
    <message>
        <source>Clear in and out</source>
        <translation>清除入点和出点</translation>
    </message>
    <message>
        <source>Click on a thing, and its outline is found.</source>
        <translation>单击物体即可找到其轮廓。</translation>
    </message>
    <message>
        <source>Close the program; nothing is unsaved.</source>
        <translation>关闭程序；所有内容均已保存。</translation>
    </message>
    <message>
        <source>Colours on the screen ...</source>
        <translation>屏幕颜色...</translation>
    </message>
    <message>
        <source>Command search ...</source>
        <translation>命令搜索...</translation>
    </message>
    <message>
        <source>Copy keys</source>
        <translation>复制关键帧</translation>
    </message>
    <message>
        <source>Copy object</source>
        <translation>复制对象</translation>
    </message>
    <message>
        <source>Copy the chosen keys, or what there is of the object on this frame.</source>
        <translation>复制所选关键帧，或该对象在此帧上的内容。</translation>
    </message>
    <message>
        <source>Copy the object with all its masks.</source>
        <translation>复制对象及其全部蒙版。</translation>
    </message>
    <message>
        <source>Delete mask here</source>
        <translation>删除此处的蒙版</translation>
    </message>
    <message>
        <source>Delete the selected shape, or what is painted of the object on this frame.</source>
        <translation>删除所选形状，或该对象在此帧上绘制的内容。</translation>
    </message>
    <message>
        <source>Deliver into an edit ...</source>
        <translation>交付到剪辑...</translation>
    </message>
    <message>
        <source>Deliver workspace</source>
        <translation>交付工作区</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差值</translation>
    </message>
    <message>
        <source>Difference view</source>
        <translation>差值视图</translation>
    </message>
    <message>
        <source>Difference x1, x4, x16, and off again.</source>
        <translation>差值 x1、x4、x16，再次按下关闭。</translation>
    </message>
    <message>
        <source>Do again what was undone.</source>
        <translation>重做已撤销的操作。</translation>
    </message>
    <message>
        <source>Drag a box; again for the other kind.</source>
        <translation>拖出一个框；再次选择切换另一种。</translation>
    </message>
    <message>
        <source>Draw an outline of curves.</source>
        <translation>绘制曲线轮廓。</translation>
    </message>
    <message>
        <source>Draw an outline of straight lines.</source>
        <translation>绘制直线轮廓。</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Edit marker ...</source>
        <translation>编辑标记...</translation>
    </message>
    <message>
        <source>End of clip</source>
        <translation>片段末尾</translation>
    </message>
    <message>
        <source>Enlarge what lies under the pointer.</source>
        <translation>放大指针下的内容。</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>橡皮擦</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Fill the range at a small size, to look at.</source>
        <translation>以小尺寸填充该范围以供查看。</translation>
    </message>
    <message>
        <source>Find ...</source>
        <translation>查找...</translation>
    </message>
    <message>
        <source>Find an action by its name.</source>
        <translation>按名称查找操作。</translation>
    </message>
    <message>
        <source>Find clips again ...</source>
        <translation>重新查找片段...</translation>
    </message>
    <message>
        <source>Find subtitles, logos or watermarks without painting.</source>
        <translation>无需绘制即可查找字幕、台标或水印。</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Fit timeline</source>
        <translation>时间线适合窗口</translation>
    </message>
    <message>
        <source>Fix the selected shape as it is at this frame.</source>
        <translation>在此帧固定所选形状的当前状态。</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Give actions other keys.</source>
        <translation>为操作指定其他快捷键。</translation>
    </message>
    <message>
        <source>Give the panel under the pointer the whole window.</source>
        <translation>让指针下的面板占满整个窗口。</translation>
    </message>
    <message>
        <source>Give the project a name; every change is on the disk already.</source>
        <translation>为项目命名；所有更改都已写入磁盘。</translation>
    </message>
    <message>
        <source>Go back by the large step (10 frames).</source>
        <translation>按大步长后退（10 帧）。</translation>
    </message>
    <message>
        <source>Go back by the small step (5 frames).</source>
        <translation>按小步长后退（5 帧）。</translation>
    </message>
    <message>
        <source>Go back through the frames that need attention.</source>
        <translation>往回浏览需要检查的帧。</translation>
    </message>
    <message>
        <source>Go on by the large step (10 frames).</source>
        <translation>按大步长前进（10 帧）。</translation>
    </message>
    <message>
        <source>Go on by the small step (5 frames).</source>
        <translation>按小步长前进（5 帧）。</translation>
    </message>
    <message>
        <source>Go on under another name.</source>
        <translation>以其他名称继续。</translation>
    </message>
    <message>
        <source>Go one frame back.</source>
        <translation>后退一帧。</translation>
    </message>
    <message>
        <source>Go one frame forward.</source>
        <translation>前进一帧。</translation>
    </message>
    <message>
        <source>Go to frame or timecode ...</source>
        <translation>转到帧或时间码...</translation>
    </message>
    <message>
        <source>Go to in</source>
        <translation>转到入点</translation>
    </message>
    <message>
        <source>Go to out</source>
        <translation>转到出点</translation>
    </message>
    <message>
        <source>Go to the cut before.</source>
        <translation>转到上一个剪切点。</translation>
    </message>
    <message>
        <source>Go to the first frame.</source>
        <translation>转到第一帧。</translation>
    </message>
    <message>
        <source>Go to the keyframe or pinned frame before.</source>
        <translation>转到上一个关键帧或固定帧。</translation>
    </message>
    <message>
        <source>Go to the last frame.</source>
        <translation>转到最后一帧。</translation>
    </message>
    <message>
        <source>Go to the marker before.</source>
        <translation>转到上一个标记。</translation>
    </message>
    <message>
        <source>Go to the next cut.</source>
        <translation>转到下一个剪切点。</translation>
    </message>
    <message>
        <source>Go to the next frame that is stale or of low confidence, the worst first.</source>
        <translation>转到下一个过期或置信度低的帧，最差的优先。</translation>
    </message>
    <message>
        <source>Go to the next marker.</source>
        <translation>转到下一个标记。</translation>
    </message>
    <message>
        <source>Go to the next mask keyframe or pinned frame.</source>
        <translation>转到下一个蒙版关键帧或固定帧。</translation>
    </message>
    <message>
        <source>Go to where the range begins.</source>
        <translation>转到范围起点。</translation>
    </message>
    <message>
        <source>Go to where the range ends.</source>
        <translation>转到范围终点。</translation>
    </message>
    <message>
        <source>Harder brush</source>
        <translation>画笔更硬</translation>
    </message>
    <message>
        <source>Hear the clip while it plays.</source>
        <translation>播放时监听片段声音。</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Hold background still</source>
        <translation>稳定背景</translation>
    </message>
    <message>
        <source>Hold object still</source>
        <translation>稳定对象</translation>
    </message>
    <message>
        <source>Hole view</source>
        <translation>孔洞视图</translation>
    </message>
    <message>
        <source>How a shot is cleaned, in short.</source>
        <translation>简要说明如何清理镜头。</translation>
    </message>
    <message>
        <source>Import ...</source>
        <translation>导入...</translation>
    </message>
    <message>
        <source>Import folder of pictures ...</source>
        <translation>导入图片文件夹...</translation>
    </message>
    <message>
        <source>Keep the matte of this frame; nothing automatic changes it any more.</source>
        <translation>保留此帧的遮罩；自动处理不再更改它。</translation>
    </message>
    <message>
        <source>Key sheet</source>
        <translation>快捷键表</translation>
    </message>
    <message>
        <source>Keyboard shortcuts ...</source>
        <translation>键盘快捷键...</translation>
    </message>
    <message>
        <source>Language, size, colours, steps and memory.</source>
        <translation>语言、尺寸、颜色、步长和内存。</translation>
    </message>
    <message>
        <source>Large step back</source>
        <translation>大步后退</translation>
    </message>
    <message>
        <source>Large step forward</source>
        <translation>大步前进</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>放大画笔</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>Loupe</source>
        <translation>放大镜</translation>
    </message>
    <message>
        <source>Make the brush larger.</source>
        <translation>使画笔变大。</translation>
    </message>
    <message>
        <source>Make the brush smaller.</source>
        <translation>使画笔变小。</translation>
    </message>
    <message>
        <source>Make the brush's edge harder.</source>
        <translation>使画笔边缘更硬。</translation>
    </message>
    <message>
        <source>Make the brush's edge softer.</source>
        <translation>使画笔边缘更软。</translation>
    </message>
    <message>
        <source>Mark in</source>
        <translation>标记入点</translation>
    </message>
    <message>
        <source>Mark out</source>
        <translation>标记出点</translation>
    </message>
    <message>
        <source>Matte</source>
        <translation>遮罩</translation>
    </message>
    <message>
        <source>Matte view</source>
        <translation>遮罩视图</translation>
    </message>
    <message>
        <source>Maximise panel</source>
        <translation>最大化面板</translation>
    </message>
    <message>
        <source>Move the picture by mouse while held.</source>
        <translation>按住时用鼠标移动画面。</translation>
    </message>
    <message>
        <source>Name the marker of this frame, or remove it.</source>
        <translation>命名或移除此帧的标记。</translation>
    </message>
    <message>
        <source>Neutral gain and gamma</source>
        <translation>重置增益和伽马</translation>
    </message>
    <message>
        <source>New object</source>
        <translation>新建对象</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>新建项目</translation>
    </message>
    <message>
        <source>Next edit</source>
        <translation>下一个剪辑点</translation>
    </message>
    <message>
        <source>Next frame that needs attention</source>
        <translation>下一个需要检查的帧</translation>
    </message>
    <message>
        <source>Next keyframe</source>
        <translation>下一个关键帧</translation>
    </message>
    <message>
        <source>Next marker</source>
        <translation>下一个标记</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>后退一帧</translation>
    </message>
    <message>
        <source>One frame forward</source>
        <translation>前进一帧</translation>
    </message>
    <message>
        <source>One pixel of the picture on one of the screen.</source>
        <translation>画面的一个像素对应屏幕的一个像素。</translation>
    </message>
    <message>
        <source>Onion skin</source>
        <translation>洋葱皮</translation>
    </message>
    <message>
        <source>Open ...</source>
        <translation>打开...</translation>
    </message>
    <message>
        <source>Open a folder of numbered pictures as a clip, in a new project.</source>
        <translation>在新项目中将编号图片文件夹作为片段打开。</translation>
    </message>
    <message>
        <source>Open a project, a clip in a new one, or an edit.</source>
        <translation>打开项目、在新项目中打开片段，或打开剪辑。</translation>
    </message>
    <message>
        <source>Open a shot to try things on; it is drawn at first.</source>
        <translation>打开一个可供试用的镜头；首次使用时会先绘制。</translation>
    </message>
    <message>
        <source>Open folder of pictures ...</source>
        <translation>打开图片文件夹...</translation>
    </message>
    <message>
        <source>Open or close the drawer with the render queue.</source>
        <translation>打开或关闭渲染队列抽屉。</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Outlines of the keyframes before and after.</source>
        <translation>显示前后关键帧的轮廓。</translation>
    </message>
    <message>
        <source>Overlay view</source>
        <translation>叠加视图</translation>
    </message>
    <message>
        <source>Overlays</source>
        <translation>叠加显示</translation>
    </message>
    <message>
        <source>Paint and draw with the other sign.</source>
        <translation>以相反的方式（加/减）绘制。</translation>
    </message>
    <message>
        <source>Paint what is to be removed.</source>
        <translation>涂抹要移除的内容。</translation>
    </message>
    <message>
        <source>Paint what lies behind: clone, heal, or from another frame; again for the next.</source>
        <translation>绘制被遮挡的背景：仿制、修复或取自另一帧；再次选择切换下一种。</translation>
    </message>
    <message>
        <source>Pan while held</source>
        <translation>按住平移</translation>
    </message>
    <message>
        <source>Panels for looking at results.</source>
        <translation>用于查看结果的面板。</translation>
    </message>
    <message>
        <source>Panels for masking and filling.</source>
        <translation>用于制作蒙版和填充的面板。</translation>
    </message>
    <message>
        <source>Panels for masking.</source>
        <translation>用于制作蒙版的面板。</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Play backward; again for 2x, 4x, 8x.</source>
        <translation>倒放；再次按下为 2x、4x、8x。</translation>
    </message>
    <message>
        <source>Play forward; again for 2x, 4x, 8x.</source>
        <translation>正放；再次按下为 2x、4x、8x。</translation>
    </message>
    <message>
        <source>Play from here at the clip's rate.</source>
        <translation>从此处以片段帧率播放。</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>播放或暂停</translation>
    </message>
    <message>
        <source>Play the range again and again.</source>
        <translation>反复播放该范围。</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>多边形</translation>
    </message>
    <message>
        <source>Preferences ...</source>
        <translation>首选项...</translation>
    </message>
    <message>
        <source>Preview fill</source>
        <translation>预览填充</translation>
    </message>
    <message>
        <source>Previous edit</source>
        <translation>上一个剪辑点</translation>
    </message>
    <message>
        <source>Previous frame that needs attention</source>
        <translation>上一个需要检查的帧</translation>
    </message>
    <message>
        <source>Previous keyframe</source>
        <translation>上一个关键帧</translation>
    </message>
    <message>
        <source>Previous marker</source>
        <translation>上一个标记</translation>
    </message>
    <message>
        <source>Propagate backward</source>
        <translation>向后传播</translation>
    </message>
    <message>
        <source>Propagate both ways</source>
        <translation>双向传播</translation>
    </message>
    <message>
        <source>Propagate forward</source>
        <translation>向前传播</translation>
    </message>
    <message>
        <source>Propagate one frame backward</source>
        <translation>向后传播一帧</translation>
    </message>
    <message>
        <source>Propagate one frame forward</source>
        <translation>向前传播一帧</translation>
    </message>
    <message>
        <source>Put a marker on this frame.</source>
        <translation>在此帧放置标记。</translation>
    </message>
    <message>
        <source>Put copied keys down at the play head, or a copied object into this shot.</source>
        <translation>将复制的关键帧粘贴到播放头处，或将复制的对象粘贴到此镜头。</translation>
    </message>
    <message>
        <source>Put the panels of this workspace back.</source>
        <translation>将此工作区的面板恢复原位。</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Rectangle or ellipse</source>
        <translation>矩形或椭圆</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Remove clean plate</source>
        <translation>移除干净背景</translation>
    </message>
    <message>
        <source>Remove object</source>
        <translation>移除对象</translation>
    </message>
    <message>
        <source>Remove shape keyframe</source>
        <translation>移除形状关键帧</translation>
    </message>
    <message>
        <source>Remove the selected object with all its masks.</source>
        <translation>移除所选对象及其全部蒙版。</translation>
    </message>
    <message>
        <source>Remove workspace</source>
        <translation>移除工作区</translation>
    </message>
    <message>
        <source>Render clean plates by version and put them into the NLE's edit.</source>
        <translation>按版本渲染干净背景，并放入非编软件的剪辑中。</translation>
    </message>
    <message>
        <source>Render the shot in a process of its own, as it is now.</source>
        <translation>按当前状态在独立进程中渲染此镜头。</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>重置布局</translation>
    </message>
    <message>
        <source>Result view</source>
        <translation>结果视图</translation>
    </message>
    <message>
        <source>Roto workspace</source>
        <translation>Roto 工作区</translation>
    </message>
    <message>
        <source>Run the queue</source>
        <translation>运行队列</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Save as ...</source>
        <translation>另存为...</translation>
    </message>
    <message>
        <source>Save current frame ...</source>
        <translation>保存当前帧...</translation>
    </message>
    <message>
        <source>Save diagnostics ...</source>
        <translation>保存诊断信息...</translation>
    </message>
    <message>
        <source>Save versions, checks, settings and messages as one archive, without media and without paths.</source>
        <translation>将版本、检查结果、设置和消息保存为一个压缩包，不含媒体和路径。</translation>
    </message>
    <message>
        <source>Save what the viewer shows as a picture.</source>
        <translation>将查看器显示的画面保存为图片。</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Select and move shapes and their points.</source>
        <translation>选择并移动形状及其控制点。</translation>
    </message>
    <message>
        <source>Select object 1</source>
        <translation>选择对象 1</translation>
    </message>
    <message>
        <source>Select object 2</source>
        <translation>选择对象 2</translation>
    </message>
    <message>
        <source>Select object 3</source>
        <translation>选择对象 3</translation>
    </message>
    <message>
        <source>Select object 4</source>
        <translation>选择对象 4</translation>
    </message>
    <message>
        <source>Select object 5</source>
        <translation>选择对象 5</translation>
    </message>
    <message>
        <source>Select object 6</source>
        <translation>选择对象 6</translation>
    </message>
    <message>
        <source>Select object 7</source>
        <translation>选择对象 7</translation>
    </message>
    <message>
        <source>Select object 8</source>
        <translation>选择对象 8</translation>
    </message>
    <message>
        <source>Select object 9</source>
        <translation>选择对象 9</translation>
    </message>
    <message>
        <source>Set shape keyframe</source>
        <translation>设置形状关键帧</translation>
    </message>
    <message>
        <source>Shot of this clip</source>
        <translation>此片段的镜头</translation>
    </message>
    <message>
        <source>Show less time.</source>
        <translation>显示更短的时间。</translation>
    </message>
    <message>
        <source>Show more time.</source>
        <translation>显示更长的时间。</translation>
    </message>
    <message>
        <source>Show or hide mattes and shapes.</source>
        <translation>显示或隐藏遮罩和形状。</translation>
    </message>
    <message>
        <source>Show the clip by a display, a view, a look or a LUT.</source>
        <translation>按显示设备、视图、外观或 LUT 显示片段。</translation>
    </message>
    <message>
        <source>Show the picture as it is.</source>
        <translation>按原样显示画面。</translation>
    </message>
    <message>
        <source>Show the queue</source>
        <translation>显示队列</translation>
    </message>
    <message>
        <source>Show the shot over time, or the tracks of the edit that it comes from.</source>
        <translation>显示镜头的时间线，或其所属剪辑的轨道。</translation>
    </message>
    <message>
        <source>Show the whole picture.</source>
        <translation>显示整个画面。</translation>
    </message>
    <message>
        <source>Show the whole shot.</source>
        <translation>显示整个镜头。</translation>
    </message>
    <message>
        <source>Shuttle back</source>
        <translation>向后变速播放</translation>
    </message>
    <message>
        <source>Shuttle forward</source>
        <translation>向前变速播放</translation>
    </message>
    <message>
        <source>Shuttle stop</source>
        <translation>停止变速播放</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Small step back</source>
        <translation>小步后退</translation>
    </message>
    <message>
        <source>Small step forward</source>
        <translation>小步前进</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>缩小画笔</translation>
    </message>
    <message>
        <source>Smart click</source>
        <translation>智能点选</translation>
    </message>
    <message>
        <source>Softer brush</source>
        <translation>画笔更软</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>Source and result beside each other.</source>
        <translation>源画面与结果并排显示。</translation>
    </message>
    <message>
        <source>Source and result, split by a line.</source>
        <translation>源画面与结果以一条线分隔。</translation>
    </message>
    <message>
        <source>Source view</source>
        <translation>源视图</translation>
    </message>
    <message>
        <source>Source with mattes, outlines and shapes.</source>
        <translation>源画面加遮罩、轮廓和形状。</translation>
    </message>
    <message>
        <source>Source with the fill.</source>
        <translation>带填充的源画面。</translation>
    </message>
    <message>
        <source>Source with what was painted on its clean plate.</source>
        <translation>带有干净背景绘制内容的源画面。</translation>
    </message>
    <message>
        <source>Start a project without a name.</source>
        <translation>新建未命名项目。</translation>
    </message>
    <message>
        <source>Start of clip</source>
        <translation>片段开头</translation>
    </message>
    <message>
        <source>Step through the shot while the background stays where it is on the screen.</source>
        <translation>逐帧浏览镜头，同时背景在屏幕上保持不动。</translation>
    </message>
    <message>
        <source>Step through the shot while the selected object stays where it is on the screen.</source>
        <translation>逐帧浏览镜头，同时所选对象在屏幕上保持不动。</translation>
    </message>
    <message>
        <source>Stop the running job, drop the unfinished shape, or leave the tool.</source>
        <translation>停止正在运行的任务、放弃未完成的形状或退出工具。</translation>
    </message>
    <message>
        <source>Stop; held, J and L go single frames.</source>
        <translation>停止；按住时 J 和 L 逐帧移动。</translation>
    </message>
    <message>
        <source>Swap add and subtract</source>
        <translation>切换加/减</translation>
    </message>
    <message>
        <source>Switch between source and result.</source>
        <translation>在源画面和结果之间切换。</translation>
    </message>
    <message>
        <source>Switch between the matte and the view before.</source>
        <translation>在遮罩和之前的视图之间切换。</translation>
    </message>
    <message>
        <source>Switch the wipe on or off.</source>
        <translation>打开或关闭划像。</translation>
    </message>
    <message>
        <source>Take a retouched picture of this frame from outside.</source>
        <translation>从外部导入此帧的修图。</translation>
    </message>
    <message>
        <source>Take away from the matte.</source>
        <translation>从遮罩中擦除。</translation>
    </message>
    <message>
        <source>Take away what was painted or brought in for this frame.</source>
        <translation>移除为此帧绘制或导入的内容。</translation>
    </message>
    <message>
        <source>Take clips from another place; a folder can be searched for those that are missing.</source>
        <translation>从其他位置获取片段；可搜索文件夹以查找缺失的片段。</translation>
    </message>
    <message>
        <source>Take the keyframe of the selected shape at this frame away.</source>
        <translation>移除所选形状在此帧的关键帧。</translation>
    </message>
    <message>
        <source>Take the last change back.</source>
        <translation>撤销上一次更改。</translation>
    </message>
    <message>
        <source>Take this frame, with its previewed fill, as what the background looks like.</source>
        <translation>将此帧及其预览填充作为背景的样子。</translation>
    </message>
    <message>
        <source>The decoded picture.</source>
        <translation>解码后的画面。</translation>
    </message>
    <message>
        <source>The range begins here.</source>
        <translation>范围从此处开始。</translation>
    </message>
    <message>
        <source>The range ends here.</source>
        <translation>范围到此处结束。</translation>
    </message>
    <message>
        <source>The range is the whole shot again.</source>
        <translation>范围恢复为整个镜头。</translation>
    </message>
    <message>
        <source>This machine ...</source>
        <translation>本机...</translation>
    </message>
    <message>
        <source>Timeline or edit</source>
        <translation>时间线或剪辑</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Track</source>
        <translation>跟踪</translation>
    </message>
    <message>
        <source>Turn the line of the wipe by 45 degrees.</source>
        <translation>将划像线旋转 45 度。</translation>
    </message>
    <message>
        <source>Turn wipe</source>
        <translation>旋转划像</translation>
    </message>
    <message>
        <source>Type a frame, a timecode, +20 or -1:00.</source>
        <translation>输入帧号、时间码、+20 或 -1:00。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Use the whole screen.</source>
        <translation>使用整个屏幕。</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>What the engine will replace, cut out.</source>
        <translation>引擎将要替换的部分，以挖空显示。</translation>
    </message>
    <message>
        <source>What the fill changed.</source>
        <translation>填充更改了什么。</translation>
    </message>
    <message>
        <source>White is removed.</source>
        <translation>白色部分将被移除。</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>划像</translation>
    </message>
    <message>
        <source>Wipe view</source>
        <translation>划像视图</translation>
    </message>
    <message>
        <source>Work on the chosen clip of the edit, or that under its play head; its shot is made if need be.</source>
        <translation>处理剪辑中选定的片段，或其播放头下的片段；必要时创建镜头。</translation>
    </message>
    <message>
        <source>Zoom timeline in</source>
        <translation>放大时间线</translation>
    </message>
    <message>
        <source>Zoom timeline out</source>
        <translation>缩小时间线</translation>
    </message>
</context>
<context>
    <name>Causes</name>
    <message>
        <source>FFmpeg {0} lacks {1}</source>
        <translation>FFmpeg {0} 缺少 {1}</translation>
    </message>
    <message>
        <source>FFmpeg {0} writes all that deliveries need</source>
        <translation>FFmpeg {0} 能写出交付所需的一切</translation>
    </message>
    <message>
        <source>Qt did not start within {0} s</source>
        <translation>Qt 在 {0} 秒内未能启动</translation>
    </message>
    <message>
        <source>Qt ended with status {0}</source>
        <translation>Qt 退出，状态码 {0}</translation>
    </message>
    <message>
        <source>Qt works</source>
        <translation>Qt 工作正常</translation>
    </message>
    <message>
        <source>Qt works, but there is no screen here</source>
        <translation>Qt 工作正常，但这里没有屏幕</translation>
    </message>
    <message>
        <source>a newer Cleanplate made it (format {0}, this program knows {1})</source>
        <translation>它由更新的 Cleanplate 创建（格式 {0}，本程序支持 {1}）</translation>
    </message>
    <message>
        <source>about {0} are needed there and {1} are free</source>
        <translation>那里约需 {0}，仅剩 {1}</translation>
    </message>
    <message>
        <source>another process is rendering it already</source>
        <translation>另一进程正在渲染它</translation>
    </message>
    <message>
        <source>engine {0} failed at frames {1} to {2} ({3})</source>
        <translation>引擎 {0} 在第 {1} 至 {2} 帧失败（{3}）</translation>
    </message>
    <message>
        <source>engine {0}: {1}</source>
        <translation>引擎 {0}：{1}</translation>
    </message>
    <message>
        <source>every key matte {0}is black</source>
        <translation>所有关键遮罩 {0}均为黑色</translation>
    </message>
    <message>
        <source>has more than {0} clips</source>
        <translation>片段多于 {0} 个</translation>
    </message>
    <message>
        <source>holds no events</source>
        <translation>不含事件</translation>
    </message>
    <message>
        <source>holds no timeline</source>
        <translation>不含时间线</translation>
    </message>
    <message>
        <source>is a damaged zip file</source>
        <translation>是损坏的 zip 文件</translation>
    </message>
    <message>
        <source>is damaged: {0}</source>
        <translation>已损坏：{0}</translation>
    </message>
    <message>
        <source>is larger than {0} MB</source>
        <translation>大于 {0} MB</translation>
    </message>
    <message>
        <source>is no list of shots ({0})</source>
        <translation>不是镜头列表（{0}）</translation>
    </message>
    <message>
        <source>is no timeline that we know</source>
        <translation>不是已知的时间线</translation>
    </message>
    <message>
        <source>is of a newer version</source>
        <translation>版本较新</translation>
    </message>
    <message>
        <source>it came into being meanwhile</source>
        <translation>它在此期间出现了</translation>
    </message>
    <message>
        <source>it cannot be decoded</source>
        <translation>无法解码</translation>
    </message>
    <message>
        <source>it cannot be read ({0})</source>
        <translation>无法读取（{0}）</translation>
    </message>
    <message>
        <source>it exists already</source>
        <translation>它已存在</translation>
    </message>
    <message>
        <source>it has no video stream</source>
        <translation>它没有视频流</translation>
    </message>
    <message>
        <source>it has {0} frames, {1} has {2}</source>
        <translation>它有 {0} 帧，而 {1} 有 {2} 帧</translation>
    </message>
    <message>
        <source>it holds no PNG, TIFF, EXR, DPX or JPEG pictures</source>
        <translation>其中没有 PNG、TIFF、EXR、DPX 或 JPEG 画面</translation>
    </message>
    <message>
        <source>it holds no numbered pictures of one name</source>
        <translation>其中没有同名编号的画面</translation>
    </message>
    <message>
        <source>it holds no pictures</source>
        <translation>其中没有画面</translation>
    </message>
    <message>
        <source>it holds several sequences ({0})</source>
        <translation>其中有多个序列（{0}）</translation>
    </message>
    <message>
        <source>it is a file</source>
        <translation>它是文件</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>它是文件夹</translation>
    </message>
    <message>
        <source>it is no Cleanplate project</source>
        <translation>它不是 Cleanplate 项目</translation>
    </message>
    <message>
        <source>it is not a movie</source>
        <translation>它不是影片</translation>
    </message>
    <message>
        <source>it is not a movie, or its beginning or index is missing</source>
        <translation>它不是影片，或其开头或索引缺失</translation>
    </message>
    <message>
        <source>it is open for reading only: {0}</source>
        <translation>它以只读方式打开：{0}</translation>
    </message>
    <message>
        <source>it is the original timeline</source>
        <translation>它是原始时间线</translation>
    </message>
    <message>
        <source>it is the source itself</source>
        <translation>它就是源文件本身</translation>
    </message>
    <message>
        <source>it is {0}, the clip is {1}</source>
        <translation>它是 {0}，片段是 {1}</translation>
    </message>
    <message>
        <source>it is {0}x{1} {2}, and the sequence began with {3}x{4} {5}</source>
        <translation>它是 {0}x{1} {2}，而序列以 {3}x{4} {5} 开始</translation>
    </message>
    <message>
        <source>it may not be read</source>
        <translation>不允许读取它</translation>
    </message>
    <message>
        <source>it still shows what is to be removed</source>
        <translation>仍显示要移除的内容</translation>
    </message>
    <message>
        <source>its disk is full or has a fault</source>
        <translation>其磁盘已满或有故障</translation>
    </message>
    <message>
        <source>its index is missing</source>
        <translation>其索引缺失</translation>
    </message>
    <message>
        <source>its pictures are in a codec that is not supported</source>
        <translation>其画面使用不受支持的编解码器</translation>
    </message>
    <message>
        <source>its pixel format {0} is not supported</source>
        <translation>不支持其像素格式 {0}</translation>
    </message>
    <message>
        <source>its preview has 8 bits, the clip has more</source>
        <translation>其预览为 8 位，片段更高</translation>
    </message>
    <message>
        <source>job {0} delivers there already</source>
        <translation>任务 {0} 已交付到那里</translation>
    </message>
    <message>
        <source>line {0}: {1}</source>
        <translation>第 {0} 行：{1}</translation>
    </message>
    <message>
        <source>no click lies on the object</source>
        <translation>没有点击落在对象上</translation>
    </message>
    <message>
        <source>no picture has such a name</source>
        <translation>没有这个名称的画面</translation>
    </message>
    <message>
        <source>nothing is written with the ending {0}</source>
        <translation>无法写出扩展名为 {0} 的文件</translation>
    </message>
    <message>
        <source>pictures cannot be shown so ({0})</source>
        <translation>无法这样显示画面（{0}）</translation>
    </message>
    <message>
        <source>stopped; finished parts are kept</source>
        <translation>已停止；完成的部分已保留</translation>
    </message>
    <message>
        <source>takes too long to read</source>
        <translation>读取时间过长</translation>
    </message>
    <message>
        <source>takes too much memory to read</source>
        <translation>读取需要过多内存</translation>
    </message>
    <message>
        <source>the background cannot be followed from frame {0} to {1}</source>
        <translation>无法从第 {0} 帧到第 {1} 帧跟踪背景</translation>
    </message>
    <message>
        <source>the clip has no frames {0} to {1}</source>
        <translation>片段没有第 {0} 至 {1} 帧</translation>
    </message>
    <message>
        <source>the clip {0} {1}</source>
        <translation>片段 {0} {1}</translation>
    </message>
    <message>
        <source>the colour config cannot be read ({0})</source>
        <translation>无法读取色彩配置（{0}）</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>the disk is read-only</source>
        <translation>磁盘为只读</translation>
    </message>
    <message>
        <source>the edit goes back as {0}</source>
        <translation>剪辑以 {0} 返回</translation>
    </message>
    <message>
        <source>the edit shows nothing that the project has objects for</source>
        <translation>剪辑中没有项目已建对象的内容</translation>
    </message>
    <message>
        <source>the file breaks off before the end that it promises</source>
        <translation>文件在应有的结尾之前中断</translation>
    </message>
    <message>
        <source>the file cannot be opened</source>
        <translation>无法打开文件</translation>
    </message>
    <message>
        <source>the file is damaged</source>
        <translation>文件已损坏</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>the file may not grow any larger</source>
        <translation>文件不能再增大</translation>
    </message>
    <message>
        <source>the folder cannot be read</source>
        <translation>无法读取文件夹</translation>
    </message>
    <message>
        <source>the folder may not be written to</source>
        <translation>不允许写入该文件夹</translation>
    </message>
    <message>
        <source>the frame is damaged</source>
        <translation>该帧已损坏</translation>
    </message>
    <message>
        <source>the mask of a key frame is empty</source>
        <translation>某关键帧的蒙版为空</translation>
    </message>
    <message>
        <source>the matte is {0}x{1}, the clip is {2}x{3}</source>
        <translation>遮罩为 {0}x{1}，片段为 {2}x{3}</translation>
    </message>
    <message>
        <source>the mattes of frames {0} to {1} are white all over, so that there is nothing to fill from</source>
        <translation>第 {0} 至 {1} 帧的遮罩全白，没有可用于填充的内容</translation>
    </message>
    <message>
        <source>the object {0} is drawn on no frame in particular</source>
        <translation>对象 {0} 没有绘制在特定的帧上</translation>
    </message>
    <message>
        <source>the object {0} is locked</source>
        <translation>对象 {0} 已锁定</translation>
    </message>
    <message>
        <source>the objects of {0} want different engines ({1})</source>
        <translation>{0} 的对象需要不同的引擎（{1}）</translation>
    </message>
    <message>
        <source>the picture is damaged or cannot be read</source>
        <translation>画面已损坏或无法读取</translation>
    </message>
    <message>
        <source>the picture is missing</source>
        <translation>画面缺失</translation>
    </message>
    <message>
        <source>the plate of {0} is gone</source>
        <translation>{0} 的背景已不存在</translation>
    </message>
    <message>
        <source>the project has no {0} {1}</source>
        <translation>项目没有 {0} {1}</translation>
    </message>
    <message>
        <source>the project is damaged ({0})</source>
        <translation>项目已损坏（{0}）</translation>
    </message>
    <message>
        <source>the project of that name is open, by {0}</source>
        <translation>同名项目已被 {0} 打开</translation>
    </message>
    <message>
        <source>the queue cannot be written to ({0})</source>
        <translation>无法写入队列（{0}）</translation>
    </message>
    <message>
        <source>the queue is damaged ({0})</source>
        <translation>队列已损坏（{0}）</translation>
    </message>
    <message>
        <source>the queue was made by a newer version</source>
        <translation>队列由更新的版本创建</translation>
    </message>
    <message>
        <source>the region has too little texture</source>
        <translation>该区域纹理太少</translation>
    </message>
    <message>
        <source>the shot {0} has no frame {1}</source>
        <translation>镜头 {0} 没有第 {1} 帧</translation>
    </message>
    <message>
        <source>the shot {0} has no objects</source>
        <translation>镜头 {0} 没有对象</translation>
    </message>
    <message>
        <source>the shot {0} is taken from {1}</source>
        <translation>镜头 {0} 取自 {1}</translation>
    </message>
    <message>
        <source>the size or format of the pictures changes</source>
        <translation>画面的尺寸或格式中途改变</translation>
    </message>
    <message>
        <source>the stored clean plate is damaged</source>
        <translation>存储的干净背景已损坏</translation>
    </message>
    <message>
        <source>the stored matte is damaged: {0}</source>
        <translation>存储的遮罩已损坏：{0}</translation>
    </message>
    <message>
        <source>there is no codec {0}</source>
        <translation>没有编解码器 {0}</translation>
    </message>
    <message>
        <source>there is no engine {0}</source>
        <translation>没有引擎 {0}</translation>
    </message>
    <message>
        <source>there is no job {0}</source>
        <translation>没有任务 {0}</translation>
    </message>
    <message>
        <source>there is no key matte to start from</source>
        <translation>没有可以开始的关键遮罩</translation>
    </message>
    <message>
        <source>there is no such LUT</source>
        <translation>没有这个 LUT</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>没有这个文件</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>没有这个文件夹</translation>
    </message>
    <message>
        <source>there is no such picture</source>
        <translation>没有这个画面</translation>
    </message>
    <message>
        <source>there is no such project</source>
        <translation>没有这个项目</translation>
    </message>
    <message>
        <source>this matte was changed since it was made</source>
        <translation>此遮罩在生成后被更改</translation>
    </message>
    <message>
        <source>torch cannot be loaded ({0})</source>
        <translation>无法加载 torch（{0}）</translation>
    </message>
    <message>
        <source>torch {0} on {1} in {2}, {3} processor cores</source>
        <translation>torch {0}，设备 {1}，精度 {2}，处理器核心 {3} 个</translation>
    </message>
    <message>
        <source>two outputs share name or folder</source>
        <translation>两个输出共用名称或文件夹</translation>
    </message>
    <message>
        <source>version {0} of {1} is there twice ({2}, {3})</source>
        <translation>{1} 的版本 {0} 存在两份（{2}、{3}）</translation>
    </message>
    <message>
        <source>what comes along with the picture cannot be read</source>
        <translation>无法读取画面附带的内容</translation>
    </message>
    <message>
        <source>writing failed ({0})</source>
        <translation>写入失败（{0}）</translation>
    </message>
    <message>
        <source>your share of the disk is used up</source>
        <translation>您的磁盘配额已用完</translation>
    </message>
    <message>
        <source>{0} GiB free; caches in {1}, all else in {2}</source>
        <translation>可用 {0} GiB；缓存在 {1}，其余在 {2}</translation>
    </message>
    <message>
        <source>{0} GiB, {1} GiB of it free</source>
        <translation>共 {0} GiB，可用 {1} GiB</translation>
    </message>
    <message>
        <source>{0} MiB of memory are too little for pictures of this size</source>
        <translation>{0} MiB 内存不足以处理此尺寸的画面</translation>
    </message>
    <message>
        <source>{0} cannot be written to ({1})</source>
        <translation>无法写入 {0}（{1}）</translation>
    </message>
    <message>
        <source>{0} cannot hold scene-linear pictures</source>
        <translation>{0} 不能容纳场景线性画面</translation>
    </message>
    <message>
        <source>{0} cannot take plates by {1}</source>
        <translation>{0} 不能以 {1} 方式接收背景</translation>
    </message>
    <message>
        <source>{0} does not hold {1}</source>
        <translation>{0} 不能容纳 {1}</translation>
    </message>
    <message>
        <source>{0} does not take {1} frames a second</source>
        <translation>{0} 不支持每秒 {1} 帧</translation>
    </message>
    <message>
        <source>{0} has another content than when the job was made</source>
        <translation>{0} 的内容与创建任务时不同</translation>
    </message>
    <message>
        <source>{0} holds evenly spaced frames only, and these are not</source>
        <translation>{0} 只容纳等间隔的帧，而这些不是</translation>
    </message>
    <message>
        <source>{0} is no frame</source>
        <translation>{0} 不是帧</translation>
    </message>
    <message>
        <source>{0} is no pattern for names</source>
        <translation>{0} 不是命名模式</translation>
    </message>
    <message>
        <source>{0} is not there</source>
        <translation>{0} 不存在</translation>
    </message>
    <message>
        <source>{0} takes pictures from {1}x{2} on, and these are {3}x{4}</source>
        <translation>{0} 要求画面不小于 {1}x{2}，而这些为 {3}x{4}</translation>
    </message>
    <message>
        <source>{0}, twice, perhaps for lack of memory; finished parts are kept</source>
        <translation>{0}，发生两次，可能内存不足；完成的部分已保留</translation>
    </message>
</context>
<context>
    <name>ClipGlance</name>
    <message>
        <source>Clip of the edit</source>
        <translation>剪辑中的片段</translation>
    </message>
    <message>
        <source>No shot of the project shows it yet.</source>
        <translation>项目中还没有镜头显示它。</translation>
    </message>
    <message>
        <source>{0}, frame {1}</source>
        <translation>{0}，第 {1} 帧</translation>
    </message>
</context>
<context>
    <name>Clipboard</name>
    <message>
        <source>None of the copied keys fits this shot.</source>
        <translation>复制的关键帧都不适合此镜头。</translation>
    </message>
    <message>
        <source>Nothing was copied yet.</source>
        <translation>尚未复制任何内容。</translation>
    </message>
    <message>
        <source>Select an object first.</source>
        <translation>请先选择一个对象。</translation>
    </message>
    <message>
        <source>The copied object is gone.</source>
        <translation>复制的对象已不存在。</translation>
    </message>
    <message>
        <source>There is no key here that could be copied.</source>
        <translation>此处没有可复制的关键帧。</translation>
    </message>
</context>
<context>
    <name>CommandSearch</name>
    <message>
        <source>Command</source>
        <translation>命令</translation>
    </message>
    <message>
        <source>Command search</source>
        <translation>命令搜索</translation>
    </message>
    <message>
        <source>Commands that fit</source>
        <translation>匹配的命令</translation>
    </message>
    <message>
        <source>Type a part of a name</source>
        <translation>输入部分名称</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Marker</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Name of the marker; nothing removes it.</source>
        <translation>标记名称；留空则移除。</translation>
    </message>
    <message>
        <source>No frame of this object needs attention.</source>
        <translation>此对象没有需要检查的帧。</translation>
    </message>
    <message>
        <source>Object {0}</source>
        <translation>对象 {0}</translation>
    </message>
    <message>
        <source>Select a shape first.</source>
        <translation>请先选择一个形状。</translation>
    </message>
    <message>
        <source>The selected object has no mask on this frame.</source>
        <translation>所选对象在此帧没有蒙版。</translation>
    </message>
    <message>
        <source>There is no keyframe here that could be removed.</source>
        <translation>此处没有可移除的关键帧。</translation>
    </message>
    <message>
        <source>There is no marker on this frame.</source>
        <translation>此帧没有标记。</translation>
    </message>
    <message>
        <source>This frame has no matte to accept.</source>
        <translation>此帧没有可确认的遮罩。</translation>
    </message>
    <message>
        <source>{0} is no frame: type 120, 00:00:04:20, +20 or -1:00.</source>
        <translation>{0} 不是有效的帧：请输入 120、00:00:04:20、+20 或 -1:00。</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>Choose ...</source>
        <translation>选择...</translation>
    </message>
    <message>
        <source>Choose: {0}</source>
        <translation>选择：{0}</translation>
    </message>
</context>
<context>
    <name>DeliveryDialog</name>
    <message numerus="yes">
        <source>%n shots will be rendered</source>
        <translation>
            <numerusform>将渲染 %n 个镜头</numerusform>
        </translation>
    </message>
    <message>
        <source>As a second reference of their media</source>
        <translation>作为其媒体的第二引用</translation>
    </message>
    <message>
        <source>Beginning ...</source>
        <translation>正在开始...</translation>
    </message>
    <message>
        <source>Choose the edit that the plates go back into.</source>
        <translation>选择背景板要放回的剪辑。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation>交付</translation>
    </message>
    <message>
        <source>Deliver into an edit</source>
        <translation>交付到剪辑</translation>
    </message>
    <message>
        <source>Delivered as</source>
        <translation>交付为</translation>
    </message>
    <message>
        <source>Delivered: {0}</source>
        <translation>已交付：{0}</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>剪辑</translation>
    </message>
    <message>
        <source>Edits ({0})</source>
        <translation>剪辑 ({0})</translation>
    </message>
    <message>
        <source>Folder of plates</source>
        <translation>背景板文件夹</translation>
    </message>
    <message>
        <source>How plates come in</source>
        <translation>背景板放入方式</translation>
    </message>
    <message>
        <source>In the place of the clips</source>
        <translation>替换原片段</translation>
    </message>
    <message>
        <source>It needs an edit that shows shots with objects.</source>
        <translation>需要一个包含带对象镜头的剪辑。</translation>
    </message>
    <message>
        <source>New edit</source>
        <translation>新剪辑</translation>
    </message>
    <message>
        <source>Nothing: its shot has no objects</source>
        <translation>无：其镜头没有对象</translation>
    </message>
    <message>
        <source>Nothing: the project has no shot of its frames</source>
        <translation>无：项目中没有包含这些帧的镜头</translation>
    </message>
    <message>
        <source>On a track above them</source>
        <translation>放在上方轨道</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Reading {0} ...</source>
        <translation>正在读取 {0}...</translation>
    </message>
    <message>
        <source>Rendered from</source>
        <translation>渲染自</translation>
    </message>
    <message>
        <source>Shot</source>
        <translation>镜头</translation>
    </message>
    <message>
        <source>Shot {0} of {1}: {2}, {3} of {4}</source>
        <translation>镜头 {0}/{1}：{2}，{3}/{4}</translation>
    </message>
    <message>
        <source>Shots of the edit</source>
        <translation>剪辑中的镜头</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stopping ...</source>
        <translation>正在停止...</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>filling</source>
        <translation>填充中</translation>
    </message>
    <message>
        <source>looking for cuts and holes</source>
        <translation>正在查找剪切点和孔洞</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>尚无</translation>
    </message>
    <message>
        <source>{0}, {1} left</source>
        <translation>{0}，剩余 {1}</translation>
    </message>
    <message numerus="yes">
        <source>{0}; %n stay as they are</source>
        <translation>
            <numerusform>{0}；%n 个保持原样</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentBridge</name>
    <message>
        <source>Open for reading only: {0}.</source>
        <translation>以只读方式打开：{0}。</translation>
    </message>
    <message>
        <source>Reading {0} ...</source>
        <translation>正在读取 {0}...</translation>
    </message>
</context>
<context>
    <name>EditPanel</name>
    <message>
        <source>Choose a clip of the edit first.</source>
        <translation>请先选择剪辑中的片段。</translation>
    </message>
    <message>
        <source>Choose which clips of the edit become shots.</source>
        <translation>选择剪辑中的哪些片段成为镜头。</translation>
    </message>
    <message>
        <source>Deliver ...</source>
        <translation>交付...</translation>
    </message>
    <message>
        <source>Import ...</source>
        <translation>导入...</translation>
    </message>
    <message>
        <source>Import an edit (OTIO, XML, FCPXML, EDL or AAF) to see its tracks here.</source>
        <translation>导入剪辑（OTIO、XML、FCPXML、EDL 或 AAF），即可在此查看其轨道。</translation>
    </message>
    <message>
        <source>Make shot</source>
        <translation>创建镜头</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>No shot yet: a double click or Enter makes it, named {0}.</source>
        <translation>尚无镜头：双击或按 Enter 创建，名为 {0}。</translation>
    </message>
    <message>
        <source>Open sequence</source>
        <translation>打开序列</translation>
    </message>
    <message>
        <source>Open shot</source>
        <translation>打开镜头</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Read the edit anew, and look for new clean plates.</source>
        <translation>重新读取剪辑，并查找新的干净背景。</translation>
    </message>
    <message>
        <source>Reading {0} ...</source>
        <translation>正在读取 {0}...</translation>
    </message>
    <message>
        <source>Render clean plates by version and put them into the edit.</source>
        <translation>按版本渲染干净背景，并放入剪辑中。</translation>
    </message>
    <message>
        <source>Scroll time</source>
        <translation>滚动时间</translation>
    </message>
    <message>
        <source>Scroll tracks</source>
        <translation>滚动轨道</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>Shot list ...</source>
        <translation>镜头列表...</translation>
    </message>
    <message>
        <source>Shot {0}</source>
        <translation>镜头 {0}</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} 至 {1}</translation>
    </message>
    <message>
        <source>{0}, frames {1} to {2}</source>
        <translation>{0}，第 {1} 至 {2} 帧</translation>
    </message>
</context>
<context>
    <name>EditStore</name>
    <message>
        <source>Looking at {0} ...</source>
        <translation>正在检查 {0}...</translation>
    </message>
</context>
<context>
    <name>EditTracks</name>
    <message>
        <source>muted</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>ramp</source>
        <translation>变速</translation>
    </message>
    <message>
        <source>sequence</source>
        <translation>序列</translation>
    </message>
    <message>
        <source>shared by {0}</source>
        <translation>{0} 个片段共用</translation>
    </message>
    <message>
        <source>still</source>
        <translation>静帧</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Frame {0}: {1}; {2}.</source>
        <translation>第 {0} 帧：{1}；{2}。</translation>
    </message>
    <message>
        <source>{0}, frame {1}: {2}; {3}.</source>
        <translation>{0}，第 {1} 帧：{2}；{3}。</translation>
    </message>
    <message>
        <source>{0}: {1}; {2}.</source>
        <translation>{0}：{1}；{2}。</translation>
    </message>
    <message>
        <source>{0}; {1}.</source>
        <translation>{0}；{1}。</translation>
    </message>
</context>
<context>
    <name>FileCommands</name>
    <message>
        <source>Don't save</source>
        <translation>不保存</translation>
    </message>
    <message>
        <source>Drawing the sample ...</source>
        <translation>正在绘制示例...</translation>
    </message>
    <message>
        <source>Drawing the sample: frame {0} of {1}</source>
        <translation>正在绘制示例：第 {0}/{1} 帧</translation>
    </message>
    <message>
        <source>Every change is on the disk already.</source>
        <translation>所有更改都已写入磁盘。</translation>
    </message>
    <message>
        <source>Import a clip or an edit</source>
        <translation>导入片段或剪辑</translation>
    </message>
    <message>
        <source>Import a folder of pictures</source>
        <translation>导入图片文件夹</translation>
    </message>
    <message>
        <source>Open a folder of pictures</source>
        <translation>打开图片文件夹</translation>
    </message>
    <message>
        <source>Open a project, a clip or an edit</source>
        <translation>打开项目、片段或剪辑</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Project without a name</source>
        <translation>未命名项目</translation>
    </message>
    <message>
        <source>Projects (*.cleanplate)</source>
        <translation>项目 (*.cleanplate)</translation>
    </message>
    <message>
        <source>Save current frame</source>
        <translation>保存当前帧</translation>
    </message>
    <message>
        <source>Save project as</source>
        <translation>项目另存为</translation>
    </message>
    <message>
        <source>Save the project with {0} under a name?</source>
        <translation>要为包含 {0} 的项目命名并保存吗？</translation>
    </message>
    <message>
        <source>Without a name it is thrown away.</source>
        <translation>若不命名，项目将被丢弃。</translation>
    </message>
    <message>
        <source>{0} could not be written.</source>
        <translation>无法写入 {0}。</translation>
    </message>
</context>
<context>
    <name>FillPreview</name>
    <message>
        <source>Another job is running; press Esc to stop it.</source>
        <translation>另一个任务正在运行；按 Esc 停止。</translation>
    </message>
    <message>
        <source>Filling frames {0} to {1}</source>
        <translation>正在填充第 {0} 至 {1} 帧</translation>
    </message>
</context>
<context>
    <name>FindDialog</name>
    <message>
        <source>Another job is running; press Esc to stop it.</source>
        <translation>另一个任务正在运行；按 Esc 停止。</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Find in the shot</source>
        <translation>在镜头中查找</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>找到的内容</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Logo {0}</source>
        <translation>台标 {0}</translation>
    </message>
    <message>
        <source>Logos that stay where they are</source>
        <translation>位置不变的台标</translation>
    </message>
    <message>
        <source>Look for</source>
        <translation>查找内容</translation>
    </message>
    <message>
        <source>Make objects</source>
        <translation>创建对象</translation>
    </message>
    <message>
        <source>Nothing of the kind was found. Paint a mask instead.</source>
        <translation>没有找到这类内容。请改为绘制蒙版。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Subtitle {0}</source>
        <translation>字幕 {0}</translation>
    </message>
    <message>
        <source>Subtitles and titles</source>
        <translation>字幕和标题</translation>
    </message>
    <message>
        <source>Text that belongs to the scene, too</source>
        <translation>也包括属于场景的文字</translation>
    </message>
    <message>
        <source>The shot is looked through; you can go on working.</source>
        <translation>正在查找整个镜头；您可以继续工作。</translation>
    </message>
    <message>
        <source>Untick what is to stay. The mattes can be painted on afterwards, like all others.</source>
        <translation>取消勾选要保留的内容。之后可以像其他遮罩一样修改这些遮罩。</translation>
    </message>
    <message>
        <source>Watermark {0}</source>
        <translation>水印 {0}</translation>
    </message>
    <message>
        <source>Watermarks: large and faint</source>
        <translation>水印：大而淡</translation>
    </message>
    <message>
        <source>What is burned into the picture is found without painting.</source>
        <translation>无需绘制即可找到烧录在画面中的内容。</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>找到的内容</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} 至 {1}</translation>
    </message>
</context>
<context>
    <name>HelpCommands</name>
    <message>
        <source>Archives (*.zip)</source>
        <translation>压缩包 (*.zip)</translation>
    </message>
    <message>
        <source>Collecting diagnostics ...</source>
        <translation>正在收集诊断信息...</translation>
    </message>
    <message>
        <source>Diagnostics are in {0}.</source>
        <translation>诊断信息已保存到 {0}。</translation>
    </message>
    <message>
        <source>Save diagnostics</source>
        <translation>保存诊断信息</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Accept what is right; nothing automatic changes it any more.</source>
        <translation>确认正确的结果；自动处理不再更改它。</translation>
    </message>
    <message>
        <source>Go through it by frames, or play it.</source>
        <translation>逐帧浏览或播放。</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Look at the matte alone, and at the hole.</source>
        <translation>单独查看遮罩和孔洞。</translation>
    </message>
    <message>
        <source>Make an object for each thing to remove.</source>
        <translation>为每个要移除的内容建立一个对象。</translation>
    </message>
    <message>
        <source>Nothing needs saving; give the project a name when you like.</source>
        <translation>无需保存；随时可为项目命名。</translation>
    </message>
    <message>
        <source>Open a clip, a folder of pictures or a project.</source>
        <translation>打开片段、图片文件夹或项目。</translation>
    </message>
    <message>
        <source>Paint over it, draw its outline, or click on it.</source>
        <translation>涂抹、勾勒轮廓，或直接点击。</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>{0} (undone)</source>
        <translation>{0}（已撤销）</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>%n clips</source>
        <translation>
            <numerusform>%n 个片段</numerusform>
        </translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>Clips of the edit</source>
        <translation>剪辑中的片段</translation>
    </message>
    <message>
        <source>Deliveries and changed versions of the edit go by this list.</source>
        <translation>交付和剪辑的新版本以此列表为准。</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Frames per second</source>
        <translation>帧率</translation>
    </message>
    <message>
        <source>Frames that a delivery has on both ends, as far as the clip has them.</source>
        <translation>交付内容在两端保留的余量帧，以片段所有为限。</translation>
    </message>
    <message>
        <source>Handles</source>
        <translation>余量</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message numerus="yes">
        <source>Import %n shots</source>
        <translation>
            <numerusform>导入 %n 个镜头</numerusform>
        </translation>
    </message>
    <message>
        <source>In the edit</source>
        <translation>在剪辑中</translation>
    </message>
    <message>
        <source>Keep the list of shots beside the edit</source>
        <translation>将镜头列表保存在剪辑旁</translation>
    </message>
    <message>
        <source>Look there for media that does not lie where the edit says.</source>
        <translation>在该处查找不在剪辑所示位置的媒体。</translation>
    </message>
    <message>
        <source>Looking at the clips ...</source>
        <translation>正在检查片段...</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>有标记的</translation>
    </message>
    <message>
        <source>Most probable rate</source>
        <translation>最可能的帧率</translation>
    </message>
    <message>
        <source>Muted clips, too</source>
        <translation>包括静音片段</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Names of shots</source>
        <translation>镜头名称</translation>
    </message>
    <message>
        <source>Naming shots ...</source>
        <translation>正在命名镜头...</translation>
    </message>
    <message>
        <source>No shot: {0}</source>
        <translation>无镜头：{0}</translation>
    </message>
    <message>
        <source>None</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Reading {0} ...</source>
        <translation>正在读取 {0}...</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Search a folder ...</source>
        <translation>搜索文件夹...</translation>
    </message>
    <message>
        <source>Search for media in</source>
        <translation>在此处搜索媒体</translation>
    </message>
    <message>
        <source>Shot</source>
        <translation>镜头</translation>
    </message>
    <message>
        <source>Shots of {0}</source>
        <translation>{0} 的镜头</translation>
    </message>
    <message>
        <source>Show its tracks</source>
        <translation>显示其轨道</translation>
    </message>
    <message>
        <source>Text with {number:3}, {marker}, {clip}, {event}, {reel} or {track}; numbers go up in tens.</source>
        <translation>可包含 {number:3}、{marker}、{clip}、{event}、{reel} 或 {track} 的文本；编号以十递增。</translation>
    </message>
    <message>
        <source>The edit shows no clip with pictures.</source>
        <translation>剪辑中没有带画面的片段。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>in the list already</source>
        <translation>已在列表中</translation>
    </message>
    <message>
        <source>{0:.5g} fps</source>
        <translation>{0:.5g} fps</translation>
    </message>
    <message>
        <source>{0} of {1} shots chosen</source>
        <translation>已选择 {0}/{1} 个镜头</translation>
    </message>
    <message>
        <source>{0} to {1}, handles {2} + {3}</source>
        <translation>{0} 至 {1}，余量 {2} + {3}</translation>
    </message>
    <message numerus="yes">
        <source>{0}; %n clips cannot be shots</source>
        <translation>
            <numerusform>{0}；%n 个片段无法作为镜头</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message>
        <source>Add</source>
        <translation>相加</translation>
    </message>
    <message>
        <source>Eased</source>
        <translation>缓动</translation>
    </message>
    <message>
        <source>Effect</source>
        <extracomment>What a shape does to the mask: adds to it, takes away, ...</extracomment>
        <translation>作用</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Feather</source>
        <translation>羽化</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>扩展</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Intersect</source>
        <translation>相交</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>蒙版</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>细化</translation>
    </message>
    <message>
        <source>Select an object to see what it is set to.</source>
        <translation>选择一个对象以查看其设置。</translation>
    </message>
    <message>
        <source>Shadow direction</source>
        <translation>阴影方向</translation>
    </message>
    <message>
        <source>Shadow reach</source>
        <translation>阴影范围</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Subtract</source>
        <translation>相减</translation>
    </message>
    <message>
        <source>To the next keyframe</source>
        <translation>到下一关键帧</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>All keys</source>
        <translation>所有快捷键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>LaneNames</name>
    <message>
        <source>Clip</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>Names of the lanes</source>
        <translation>轨道名称</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>声音</translation>
    </message>
</context>
<context>
    <name>MachineDialog</name>
    <message numerus="yes">
        <source>%n things do not work; the list says what to do.</source>
        <translation>
            <numerusform>有 %n 项无法工作；列表中说明了处理方法。</numerusform>
        </translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>检查项</translation>
    </message>
    <message>
        <source>Codecs</source>
        <translation>编解码器</translation>
    </message>
    <message>
        <source>Could be better</source>
        <translation>有待改善</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>Does not work</source>
        <translation>无法工作</translation>
    </message>
    <message>
        <source>Everything that is needed works.</source>
        <translation>所需功能均正常。</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>已找到</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Looking at codecs, graphics, memory and disk; this takes some seconds.</source>
        <translation>正在检查编解码器、显卡、内存和磁盘；需要几秒钟。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Networks and graphics</source>
        <translation>神经网络与显卡</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Results of the checks</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Weights of networks</source>
        <translation>网络权重</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>处理方法</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source> (read only)</source>
        <translation>（只读）</translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation>交付</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>剪辑</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史记录</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Open a clip first.</source>
        <translation>请先打开片段。</translation>
    </message>
    <message>
        <source>Redo {0}</source>
        <translation>重做：{0}</translation>
    </message>
    <message>
        <source>References</source>
        <translation>参考帧</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Roto</source>
        <translation>Roto</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>示波器</translation>
    </message>
    <message>
        <source>There is no project yet.</source>
        <translation>还没有项目。</translation>
    </message>
    <message>
        <source>This project is open for reading only.</source>
        <translation>此项目以只读方式打开。</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Undo {0}</source>
        <translation>撤销：{0}</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>{0} dropped</source>
        <translation>丢 {0} 帧</translation>
    </message>
</context>
<context>
    <name>MessagesPanel</name>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Put this away</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>Notifier</name>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
</context>
<context>
    <name>ObjectRow</name>
    <message>
        <source>Lowest confidence between in and out</source>
        <translation>入点与出点之间的最低置信度</translation>
    </message>
    <message>
        <source>Name of the object</source>
        <translation>对象名称</translation>
    </message>
    <message>
        <source>Protect {0} from edits</source>
        <translation>保护 {0} 不被编辑</translation>
    </message>
    <message>
        <source>Show only the mask of {0}</source>
        <translation>只显示 {0} 的蒙版</translation>
    </message>
    <message>
        <source>Show the overlay of {0}</source>
        <translation>显示 {0} 的叠加</translation>
    </message>
</context>
<context>
    <name>ObjectsPanel</name>
    <message>
        <source>Nothing to remove yet.

Press {0} for a new object, then paint over it with the brush ({1}) or click on it with the smart tool ({2}).</source>
        <translation>还没有要移除的内容。

按 {0} 新建对象，然后用画笔（{1}）涂抹，或用智能工具（{2}）点击。</translation>
    </message>
    <message>
        <source>Objects to remove</source>
        <translation>要移除的对象</translation>
    </message>
</context>
<context>
    <name>OfferBar</name>
    <message>
        <source>Offer</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Put this away</source>
        <translation>收起</translation>
    </message>
</context>
<context>
    <name>Offers</name>
    <message>
        <source>Carry both ways</source>
        <translation>双向传播</translation>
    </message>
    <message>
        <source>Carry the correction of frame {0} both ways, over frames {1} to {2}? What you made stays.</source>
        <translation>是否将第 {0} 帧的修正向两侧传播到第 {1} 至 {2} 帧？您制作的内容会保留。</translation>
    </message>
    <message>
        <source>Frame {0} is the least certain. Correct its mask, then press {1}: it is carried both ways up to the next frame that you made.</source>
        <translation>第 {0} 帧最不确定。请修正其蒙版，然后按 {1}：它会向两侧传播，直到下一个由您制作的帧。</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>转到该处</translation>
    </message>
</context>
<context>
    <name>Outlook</name>
    <message>
        <source>A longer range may show more, too.</source>
        <translation>更长的范围也可能露出更多背景。</translation>
    </message>
    <message>
        <source>Paint a clean plate there, or choose an engine that invents well, like auto or rnot.</source>
        <translation>请在该处绘制干净背景，或选择善于生成的引擎，如 auto 或 rnot。</translation>
    </message>
    <message>
        <source>Part of the background is never seen between frames {first} and {last}, most of it at frame {worst} ({share:.0%} of the hole): it will be invented.</source>
        <translation>第 {first} 至 {last} 帧之间有部分背景从未露出，最严重的是第 {worst} 帧（占孔洞的 {share:.0%}）：该部分将由程序生成。</translation>
    </message>
</context>
<context>
    <name>PlateCommands</name>
    <message>
        <source>Pictures ({0})</source>
        <translation>图片 ({0})</translation>
    </message>
    <message>
        <source>Reading {0} ...</source>
        <translation>正在读取 {0}...</translation>
    </message>
    <message>
        <source>Retouched picture of this frame</source>
        <translation>此帧的修图</translation>
    </message>
    <message>
        <source>This frame has a clean plate already.</source>
        <translation>此帧已有干净背景。</translation>
    </message>
    <message>
        <source>This frame has no clean plate.</source>
        <translation>此帧没有干净背景。</translation>
    </message>
</context>
<context>
    <name>PlateOptions</name>
    <message>
        <source>Clone</source>
        <translation>仿制</translation>
    </message>
    <message>
        <source>Ctrl+click in the picture says where pixels come from</source>
        <translation>在画面中 Ctrl+单击以指定取样位置</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>取帧</translation>
    </message>
    <message>
        <source>Heal</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Pixels of the source as they are; click for the next kind</source>
        <translation>原样使用源像素；单击切换下一种</translation>
    </message>
    <message>
        <source>Texture of the source, light of the place; click for the next kind</source>
        <translation>使用源的纹理和此处的光照；单击切换下一种</translation>
    </message>
    <message>
        <source>The same place of the background on another frame; click for the next</source>
        <translation>另一帧中背景的同一位置；单击切换下一种</translation>
    </message>
    <message>
        <source>from {0}</source>
        <translation>取自 {0}</translation>
    </message>
    <message>
        <source>no source</source>
        <translation>无取样源</translation>
    </message>
</context>
<context>
    <name>PlateTool</name>
    <message>
        <source>Ctrl+click where the pixels are to come from first, on this frame or another.</source>
        <translation>请先在此帧或另一帧上 Ctrl+单击取样位置。</translation>
    </message>
    <message>
        <source>Go to another frame that shows the background, and Ctrl+click on it.</source>
        <translation>转到露出背景的另一帧，并在其上 Ctrl+单击。</translation>
    </message>
    <message>
        <source>This project is open for reading only.</source>
        <translation>此项目以只读方式打开。</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Around the picture</source>
        <translation>画面周围</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Disk for proxies</source>
        <translation>代理的磁盘空间</translation>
    </message>
    <message>
        <source>Everything takes effect at once.</source>
        <translation>所有设置立即生效。</translation>
    </message>
    <message>
        <source>Folder of proxies</source>
        <translation>代理文件夹</translation>
    </message>
    <message>
        <source>Frames are shown</source>
        <translation>帧的显示方式</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>GB</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>In the background, behind everything else; propagation begins sooner then.</source>
        <translation>在后台进行，让位于其他一切工作，之后的传播会更快开始。</translation>
    </message>
    <message>
        <source>Keep proxies where the system keeps caches.</source>
        <translation>将代理保存在系统的缓存位置。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Large step</source>
        <translation>大步长</translation>
    </message>
    <message>
        <source>Learn objects while they are painted</source>
        <translation>绘制时学习对象</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>MB</translation>
    </message>
    <message>
        <source>Memory for frames</source>
        <translation>帧缓存内存</translation>
    </message>
    <message>
        <source>Middle grey</source>
        <translation>中灰</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>Size of text and controls</source>
        <translation>文字和控件大小</translation>
    </message>
    <message>
        <source>Small step</source>
        <translation>小步长</translation>
    </message>
    <message>
        <source>Tell on the desktop when a long job has ended</source>
        <translation>长任务结束时在桌面通知</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>a quarter of memory</source>
        <translation>内存的四分之一</translation>
    </message>
    <message>
        <source>as numbers from 0</source>
        <translation>从 0 开始的编号</translation>
    </message>
    <message>
        <source>as numbers from 1001</source>
        <translation>从 1001 开始的编号</translation>
    </message>
    <message>
        <source>as timecode</source>
        <translation>时间码</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>where the system keeps caches</source>
        <translation>系统的缓存位置</translation>
    </message>
</context>
<context>
    <name>Propagation</name>
    <message>
        <source>Another job is running; press Esc to stop it.</source>
        <translation>另一个任务正在运行；按 Esc 停止。</translation>
    </message>
    <message>
        <source>No frame from {0} to {1} has a mask of {2} to start from.</source>
        <translation>第 {0} 至 {1} 帧中没有可作为起点的 {2} 蒙版。</translation>
    </message>
    <message>
        <source>Paint something on a frame first.</source>
        <translation>请先在某一帧上绘制。</translation>
    </message>
    <message>
        <source>Propagating {0}</source>
        <translation>正在传播 {0}</translation>
    </message>
</context>
<context>
    <name>QueueDrawer</name>
    <message>
        <source>Begin again; what is finished is taken over</source>
        <translation>重新开始；已完成的部分会沿用</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel and keep finished frames for a retry</source>
        <translation>取消并保留已完成的帧以便重试</translation>
    </message>
    <message>
        <source>Cancel and remove finished frames</source>
        <translation>取消并删除已完成的帧</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>清除已完成</translation>
    </message>
    <message>
        <source>Do it after the job below</source>
        <translation>排到下一个任务之后</translation>
    </message>
    <message>
        <source>Do it before the job above</source>
        <translation>排到上一个任务之前</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Forget jobs that are done or cancelled</source>
        <translation>清除已完成或已取消的任务</translation>
    </message>
    <message>
        <source>Free memory and GPU; what is finished is kept</source>
        <translation>释放内存和 GPU；已完成的部分会保留</translation>
    </message>
    <message>
        <source>Give the job up</source>
        <translation>放弃此任务</translation>
    </message>
    <message>
        <source>Go on where it stopped</source>
        <translation>从停止处继续</translation>
    </message>
    <message>
        <source>Higher ones go first</source>
        <translation>数值高的优先</translation>
    </message>
    <message>
        <source>Nothing is queued. {0} puts the shot into the queue.
It is rendered by a process of its own, which goes on when this window is closed.</source>
        <translation>队列为空。{0} 会将镜头加入队列。
它由独立进程渲染，关闭此窗口后仍会继续。</translation>
    </message>
    <message>
        <source>Open the folder it is delivered to</source>
        <translation>打开交付文件夹</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Render queue</source>
        <translation>渲染队列</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Select a job to see what happened to it.</source>
        <translation>选择任务以查看其情况。</translation>
    </message>
    <message>
        <source>Show file</source>
        <translation>显示文件</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>What happened to the job</source>
        <translation>任务情况</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>检查中</translation>
    </message>
    <message>
        <source>Coming in</source>
        <translation>导入中</translation>
    </message>
    <message>
        <source>Delivered to</source>
        <translation>交付到</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Filling</source>
        <translation>填充中</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>Frames/s</source>
        <translation>帧/秒</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Looking it over</source>
        <translation>分析中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>剩余时间</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>写入中</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
</context>
<context>
    <name>ReferencesPanel</name>
    <message>
        <source>Clean plate; click goes there, Delete removes it</source>
        <translation>干净背景；单击跳转，Delete 移除</translation>
    </message>
    <message>
        <source>Click goes there, Delete unpins</source>
        <translation>单击跳转，Delete 取消固定</translation>
    </message>
    <message>
        <source>Frame {0}</source>
        <translation>第 {0} 帧</translation>
    </message>
    <message>
        <source>No pinned frame. Where the matte of a frame is right, accept it: it is kept and followed.</source>
        <translation>没有固定帧。若某帧的遮罩正确，请确认它：它会被保留并作为参考。</translation>
    </message>
    <message>
        <source>Pinned frames</source>
        <translation>固定帧</translation>
    </message>
    <message>
        <source>Plate {0}</source>
        <translation>背景 {0}</translation>
    </message>
</context>
<context>
    <name>RelinkDialog</name>
    <message numerus="yes">
        <source>%n clips are missing.</source>
        <translation>
            <numerusform>缺少 %n 个片段。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n clips were not found there.</source>
        <translation>
            <numerusform>在该处未找到 %n 个片段。</numerusform>
        </translation>
    </message>
    <message>
        <source>A folder of pictures that are the frames of the clip.</source>
        <translation>作为片段各帧的图片文件夹。</translation>
    </message>
    <message>
        <source>All clips are there.</source>
        <translation>所有片段都在。</translation>
    </message>
    <message>
        <source>Another file lies there</source>
        <translation>该处是另一个文件</translation>
    </message>
    <message>
        <source>Choose a file ...</source>
        <translation>选择文件...</translation>
    </message>
    <message>
        <source>Choose pictures ...</source>
        <translation>选择图片...</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>Clips of the project</source>
        <translation>项目中的片段</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Find clips again</source>
        <translation>重新查找片段</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>已找到</translation>
    </message>
    <message>
        <source>Look for missing clips there and in all folders within.</source>
        <translation>在该处及其所有子文件夹中查找缺失的片段。</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>Paint and settings stay as they are; only the place of the clip changes.</source>
        <translation>绘制内容和设置保持不变；仅更改片段的位置。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Reading {0} ...</source>
        <translation>正在读取 {0}...</translation>
    </message>
    <message>
        <source>Search a folder ...</source>
        <translation>搜索文件夹...</translation>
    </message>
    <message>
        <source>Search for clips in</source>
        <translation>在此处搜索片段</translation>
    </message>
    <message>
        <source>Searching {0} ...</source>
        <translation>正在搜索 {0}...</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>This project is open for reading only.</source>
        <translation>此项目以只读方式打开。</translation>
    </message>
    <message>
        <source>Where are its pictures now?</source>
        <translation>其图片现在在哪里？</translation>
    </message>
    <message>
        <source>Where is the clip now?</source>
        <translation>片段现在在哪里？</translation>
    </message>
    <message>
        <source>Where it was</source>
        <translation>原位置</translation>
    </message>
</context>
<context>
    <name>Remedies</name>
    <message>
        <source>`cleanplate models import FILE` brings published ones in</source>
        <translation>用 `cleanplate models import FILE` 导入公开发布的权重</translation>
    </message>
    <message>
        <source>a graphics card that torch knows makes the learned engines much faster</source>
        <translation>torch 支持的显卡能让基于学习的引擎快得多</translation>
    </message>
    <message>
        <source>add its clips to the project, and what is to be removed</source>
        <translation>将其片段和要移除的内容加入项目</translation>
    </message>
    <message>
        <source>add what is to be removed</source>
        <translation>添加要移除的内容</translation>
    </message>
    <message>
        <source>allow at least --memory {0}M, or work on a proxy with --scale</source>
        <translation>至少允许 {0} MiB 内存，或使用代理</translation>
    </message>
    <message>
        <source>allow reading it</source>
        <translation>允许读取它</translation>
    </message>
    <message>
        <source>allow writing to file and folder, or close what holds it</source>
        <translation>允许写入文件和文件夹，或关闭占用它的程序</translation>
    </message>
    <message>
        <source>check disk and folder</source>
        <translation>检查磁盘和文件夹</translation>
    </message>
    <message>
        <source>check folder and pattern</source>
        <translation>检查文件夹和模式</translation>
    </message>
    <message>
        <source>check the file</source>
        <translation>检查文件</translation>
    </message>
    <message>
        <source>check the name</source>
        <translation>检查名称</translation>
    </message>
    <message>
        <source>check the name and the folder</source>
        <translation>检查名称和文件夹</translation>
    </message>
    <message>
        <source>check the name, or allow reading it</source>
        <translation>检查名称，或允许读取</translation>
    </message>
    <message>
        <source>check the path</source>
        <translation>检查路径</translation>
    </message>
    <message>
        <source>choose .mov or .mkv</source>
        <translation>请选择 .mov 或 .mkv</translation>
    </message>
    <message>
        <source>choose a .cleanplate file</source>
        <translation>请选择 .cleanplate 文件</translation>
    </message>
    <message>
        <source>choose a movie</source>
        <translation>请选择影片</translation>
    </message>
    <message>
        <source>choose a movie with pictures</source>
        <translation>请选择有画面的影片</translation>
    </message>
    <message>
        <source>choose a nearer frame, or clone from it by hand</source>
        <translation>请选择较近的帧，或手动克隆</translation>
    </message>
    <message>
        <source>choose another --engine</source>
        <translation>请选择其他引擎</translation>
    </message>
    <message>
        <source>choose another .cube file</source>
        <translation>请选择其他 .cube 文件</translation>
    </message>
    <message>
        <source>choose another codec</source>
        <translation>请选择其他编解码器</translation>
    </message>
    <message>
        <source>choose another disk</source>
        <translation>选择其他磁盘</translation>
    </message>
    <message>
        <source>choose another disk, or lift the limit on file sizes</source>
        <translation>选择其他磁盘，或解除文件大小限制</translation>
    </message>
    <message>
        <source>choose another folder</source>
        <translation>请选择其他文件夹</translation>
    </message>
    <message>
        <source>choose another folder, or allow writing to it</source>
        <translation>选择其他文件夹，或允许写入</translation>
    </message>
    <message>
        <source>choose another name</source>
        <translation>请选择其他名称</translation>
    </message>
    <message>
        <source>choose another name, or allow overwriting</source>
        <translation>请选择其他名称，或允许覆盖</translation>
    </message>
    <message>
        <source>choose another name, or cancel it</source>
        <translation>请选择其他名称，或取消它</translation>
    </message>
    <message>
        <source>choose another space, view or LUT</source>
        <translation>请选择其他空间、视图或 LUT</translation>
    </message>
    <message>
        <source>choose another version of the same clip</source>
        <translation>请选择同一片段的其他版本</translation>
    </message>
    <message>
        <source>choose another, or set OCIO to one that works</source>
        <translation>请选择其他，或将 OCIO 设为可用的配置</translation>
    </message>
    <message>
        <source>choose from {0} to {1}</source>
        <translation>请从 {0} 到 {1} 中选择</translation>
    </message>
    <message>
        <source>choose one for this render</source>
        <translation>为此次渲染选择一个</translation>
    </message>
    <message>
        <source>choose one of the pictures</source>
        <translation>请选择其中一幅画面</translation>
    </message>
    <message>
        <source>choose one of {0}</source>
        <translation>请从 {0} 中选择</translation>
    </message>
    <message>
        <source>choose {0}</source>
        <translation>请选择 {0}</translation>
    </message>
    <message>
        <source>click on what is to be selected</source>
        <translation>点击要选择的内容</translation>
    </message>
    <message>
        <source>close other programs, or give --memory and --scale</source>
        <translation>关闭其他程序，或指定 --memory 和 --scale</translation>
    </message>
    <message>
        <source>convert it first</source>
        <translation>先转换它</translation>
    </message>
    <message>
        <source>convert the picture</source>
        <translation>转换该画面</translation>
    </message>
    <message>
        <source>copy or export it again</source>
        <translation>重新复制或导出</translation>
    </message>
    <message>
        <source>copy or export it again, or choose a movie</source>
        <translation>重新复制或导出，或选择影片</translation>
    </message>
    <message>
        <source>copy or render it again</source>
        <translation>重新复制或渲染</translation>
    </message>
    <message>
        <source>cut the movie before it, or copy or export it again</source>
        <translation>在此之前剪断影片，或重新复制或导出</translation>
    </message>
    <message>
        <source>cut the movie before it, or export it again</source>
        <translation>在此之前剪断影片，或重新导出</translation>
    </message>
    <message>
        <source>cut the movie there and treat the parts apart</source>
        <translation>在此处剪断影片并分别处理</translation>
    </message>
    <message>
        <source>deliver again</source>
        <translation>重新交付</translation>
    </message>
    <message>
        <source>do it again from the start</source>
        <translation>从头再做一次</translation>
    </message>
    <message>
        <source>draw a shape, or a stroke of one frame, to start from</source>
        <translation>绘制一个形状或单帧笔画作为起点</translation>
    </message>
    <message>
        <source>draw it around more of the surface</source>
        <translation>在表面上绘制更大的范围</translation>
    </message>
    <message>
        <source>export it again from the NLE</source>
        <translation>从非编软件重新导出</translation>
    </message>
    <message>
        <source>export it as OTIO</source>
        <translation>导出为 OTIO</translation>
    </message>
    <message>
        <source>export it from the NLE as one of {0}</source>
        <translation>从非编软件导出为 {0} 之一</translation>
    </message>
    <message>
        <source>export the EDL again</source>
        <translation>重新导出 EDL</translation>
    </message>
    <message>
        <source>export the edit as OTIO or XML</source>
        <translation>将剪辑导出为 OTIO 或 XML</translation>
    </message>
    <message>
        <source>export the edit in parts</source>
        <translation>分段导出剪辑</translation>
    </message>
    <message>
        <source>export the edit without media, or in parts</source>
        <translation>导出不含媒体的剪辑，或分段导出</translation>
    </message>
    <message>
        <source>give each its own</source>
        <translation>给每个单独指定</translation>
    </message>
    <message>
        <source>give it at the clip's own size</source>
        <translation>使用与片段相同的尺寸</translation>
    </message>
    <message>
        <source>give it in the clip's format</source>
        <translation>使用与片段相同的格式</translation>
    </message>
    <message>
        <source>give mattes of the clip's own size</source>
        <translation>使用与片段同尺寸的遮罩</translation>
    </message>
    <message>
        <source>give mattes that leave something visible, or a retouched frame with --reference</source>
        <translation>使用留有可见内容的遮罩，或提供修饰过的帧</translation>
    </message>
    <message>
        <source>give one like --key 0=painted.png</source>
        <translation>请绘制一个关键帧</translation>
    </message>
    <message>
        <source>give the rate of the list</source>
        <translation>指定列表的帧率</translation>
    </message>
    <message>
        <source>give the same command again to go on</source>
        <translation>再次启动即可继续</translation>
    </message>
    <message>
        <source>give the same command again with a smaller --memory, or work on a proxy with --scale</source>
        <translation>用较少的内存重试，或使用代理</translation>
    </message>
    <message>
        <source>install PyAV from its own wheel: pip install --force-reinstall av</source>
        <translation>用官方 wheel 重装 PyAV：pip install --force-reinstall av</translation>
    </message>
    <message>
        <source>install the system libraries that Qt needs; `python3 dev.py run` names or installs them</source>
        <translation>安装 Qt 所需的系统库；`python3 dev.py run` 会列出或安装它们</translation>
    </message>
    <message>
        <source>link it again</source>
        <translation>重新链接</translation>
    </message>
    <message>
        <source>make it anew with `cleanplate timeline shots --save`</source>
        <translation>删除它，然后重新导入剪辑</translation>
    </message>
    <message>
        <source>make it, or choose another</source>
        <translation>创建它，或选择其他</translation>
    </message>
    <message>
        <source>make room and do it again</source>
        <translation>腾出空间后重试</translation>
    </message>
    <message>
        <source>make room and start again</source>
        <translation>腾出空间后重新开始</translation>
    </message>
    <message>
        <source>make room or choose another place for the output</source>
        <translation>腾出空间或为输出选择其他位置</translation>
    </message>
    <message>
        <source>make room, or let CLEANPLATE_CACHE name a folder elsewhere</source>
        <translation>腾出空间，或用 CLEANPLATE_CACHE 指定别处的文件夹</translation>
    </message>
    <message>
        <source>make room, then try again</source>
        <translation>腾出空间，然后重试</translation>
    </message>
    <message>
        <source>make the matte of this frame again, or undo</source>
        <translation>重新制作此帧的遮罩，或撤销</translation>
    </message>
    <message>
        <source>move it away</source>
        <translation>移走它</translation>
    </message>
    <message>
        <source>move it away and start again</source>
        <translation>移走它并重新开始</translation>
    </message>
    <message>
        <source>move one of them away</source>
        <translation>移走其中一个</translation>
    </message>
    <message>
        <source>move the file away</source>
        <translation>移走该文件</translation>
    </message>
    <message>
        <source>name a file in it</source>
        <translation>指定其中的一个文件</translation>
    </message>
    <message>
        <source>name a folder for the mattes</source>
        <translation>为遮罩指定文件夹</translation>
    </message>
    <message>
        <source>name another file</source>
        <translation>指定其他文件</translation>
    </message>
    <message>
        <source>name one of them by its pattern</source>
        <translation>用模式指定其中一个</translation>
    </message>
    <message>
        <source>paint it again</source>
        <translation>重新绘制</translation>
    </message>
    <message>
        <source>paint it again, or undo</source>
        <translation>重新绘制，或撤销</translation>
    </message>
    <message>
        <source>paint it, or bring in a rendered frame</source>
        <translation>绘制它，或导入渲染好的帧</translation>
    </message>
    <message>
        <source>paint the object white on one at least</source>
        <translation>至少在一帧上绘制对象</translation>
    </message>
    <message>
        <source>plug its drive in again or put it back, and the job goes on</source>
        <translation>重新接上驱动器或放回原处，任务即会继续</translation>
    </message>
    <message>
        <source>preview its fill, or paint it, first</source>
        <translation>请先预览填充或绘制</translation>
    </message>
    <message>
        <source>put it back</source>
        <translation>放回原处</translation>
    </message>
    <message>
        <source>put the former file back and retry the job, or add a new job</source>
        <translation>放回原文件并重试任务，或新建任务</translation>
    </message>
    <message>
        <source>remove that first</source>
        <translation>请先移除它</translation>
    </message>
    <message>
        <source>render it again like the others, or move it away</source>
        <translation>像其他画面一样重新渲染，或移走它</translation>
    </message>
    <message>
        <source>restart the machine</source>
        <translation>重启计算机</translation>
    </message>
    <message>
        <source>save a copy to edit it</source>
        <translation>另存副本后编辑</translation>
    </message>
    <message>
        <source>save the project under another name, everything confirmed is kept</source>
        <translation>以其他名称保存项目，已确认的内容均已保留</translation>
    </message>
    <message>
        <source>see to its rights</source>
        <translation>检查其权限</translation>
    </message>
    <message>
        <source>unlock it to edit it</source>
        <translation>解锁后编辑</translation>
    </message>
    <message>
        <source>update Cleanplate</source>
        <translation>更新 Cleanplate</translation>
    </message>
    <message>
        <source>update Cleanplate to open it</source>
        <translation>更新 Cleanplate 后打开</translation>
    </message>
    <message>
        <source>use that version</source>
        <translation>请使用该版本</translation>
    </message>
    <message>
        <source>use the verbs, or log in with a screen</source>
        <translation>使用命令行，或在有屏幕的会话中登录</translation>
    </message>
    <message>
        <source>wait for that, or stop it</source>
        <translation>等待它完成，或停止它</translation>
    </message>
    <message>
        <source>write text with {0}</source>
        <translation>请输入包含 {0} 的文本</translation>
    </message>
</context>
<context>
    <name>RenderDialog</name>
    <message>
        <source>About {0} for {1} of {2} frames, {3} of memory, {4} on the disk.</source>
        <translation>约需 {0}（{2} 帧中的 {1} 帧），内存 {3}，磁盘 {4}。</translation>
    </message>
    <message>
        <source>Add and start</source>
        <translation>添加并开始</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>加入队列</translation>
    </message>
    <message>
        <source>Besides</source>
        <translation>此外</translation>
    </message>
    <message>
        <source>Deliver to</source>
        <translation>交付到</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Fill alone, with alpha</source>
        <translation>仅填充，带 Alpha</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>From in to out, {0} to {1}</source>
        <translation>从入点到出点，{0} 至 {1}</translation>
    </message>
    <message>
        <source>Handles</source>
        <translation>余量</translation>
    </message>
    <message>
        <source>Higher ones go first</source>
        <translation>数值高的优先</translation>
    </message>
    <message>
        <source>Looking it over ...</source>
        <translation>正在分析...</translation>
    </message>
    <message>
        <source>Looking it over: frame {0} of {1}</source>
        <translation>正在分析：第 {0}/{1} 帧</translation>
    </message>
    <message>
        <source>Mattes</source>
        <translation>遮罩</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>优先级</translation>
    </message>
    <message>
        <source>Render the shot</source>
        <translation>渲染镜头</translation>
    </message>
    <message>
        <source>Say where it is delivered to.</source>
        <translation>请指定交付位置。</translation>
    </message>
    <message>
        <source>That of the objects: {0}</source>
        <translation>按对象设置：{0}</translation>
    </message>
    <message>
        <source>The shot has no objects: make a mask of what is to be removed first.</source>
        <translation>此镜头没有对象：请先为要移除的内容制作蒙版。</translation>
    </message>
    <message>
        <source>The whole shot, {0} to {1}</source>
        <translation>整个镜头，{0} 至 {1}</translation>
    </message>
    <message>
        <source>There is something of this name already; nothing is replaced.</source>
        <translation>已存在同名内容；不会覆盖。</translation>
    </message>
    <message>
        <source>What it takes</source>
        <translation>所需资源</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>帧</translation>
    </message>
    <message>
        <source>{0}, the codec that loses least</source>
        <translation>{0}，损失最小的编码</translation>
    </message>
</context>
<context>
    <name>Rendering</name>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Rendered: {0}</source>
        <translation>已渲染：{0}</translation>
    </message>
    <message>
        <source>{0} could not be rendered: {1}</source>
        <translation>无法渲染 {0}：{1}</translation>
    </message>
    <message>
        <source>{0} is in the queue as job {1}.</source>
        <translation>{0} 已加入队列，任务编号 {1}。</translation>
    </message>
</context>
<context>
    <name>ScopesPanel</name>
    <message numerus="yes">
        <source>%n frames still to measure</source>
        <translation>
            <numerusform>还有 %n 帧待测量</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>还有 %n 个</numerusform>
        </translation>
    </message>
    <message>
        <source>Background never seen</source>
        <translation>从未露出的背景</translation>
    </message>
    <message>
        <source>Choose maps ...</source>
        <translation>选择来源图...</translation>
    </message>
    <message>
        <source>Confidence over time</source>
        <translation>置信度随时间变化</translation>
    </message>
    <message>
        <source>Frame {0}</source>
        <translation>第 {0} 帧</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>Maps of origins of a render</source>
        <translation>渲染的来源图</translation>
    </message>
    <message>
        <source>Matte area over time</source>
        <translation>遮罩面积随时间变化</translation>
    </message>
    <message>
        <source>Measuring ...</source>
        <translation>正在测量...</translation>
    </message>
    <message>
        <source>Nothing was propagated in this shot yet. Confidence is shown as soon as it was.</source>
        <translation>此镜头尚未传播。传播后即显示置信度。</translation>
    </message>
    <message>
        <source>Open a clip to see its scopes.</source>
        <translation>打开片段以查看其示波器。</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>示波器</translation>
    </message>
    <message>
        <source>Take the maps of origins that a render of this shot wrote.</source>
        <translation>使用此镜头渲染时写出的来源图。</translation>
    </message>
    <message>
        <source>There are no objects yet. Make a mask to see how large it is over time.</source>
        <translation>还没有对象。制作蒙版即可查看其大小随时间的变化。</translation>
    </message>
    <message>
        <source>Vectorscope</source>
        <translation>矢量示波器</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>波形</translation>
    </message>
    <message>
        <source>Which part of the hole no other frame shows is known after a render with maps of origins.</source>
        <translation>孔洞中哪些部分在其他帧中都看不到，需在带来源图的渲染之后才能得知。</translation>
    </message>
    <message>
        <source>{0}, measured on the proxy</source>
        <translation>{0}，在代理上测量</translation>
    </message>
    <message>
        <source>{0}: {1} %</source>
        <translation>{0}：{1} %</translation>
    </message>
</context>
<context>
    <name>ScreenColourDialog</name>
    <message>
        <source>ACES 1.3</source>
        <translation>ACES 1.3</translation>
    </message>
    <message>
        <source>ACES 2.0</source>
        <translation>ACES 2.0</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>Colour config</source>
        <translation>色彩配置</translation>
    </message>
    <message>
        <source>Colours on the screen</source>
        <translation>屏幕颜色</translation>
    </message>
    <message>
        <source>Config</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>Configs (*.ocio *.ocioz)</source>
        <translation>配置 (*.ocio *.ocioz)</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>显示设备</translation>
    </message>
    <message>
        <source>LUT</source>
        <translation>LUT</translation>
    </message>
    <message>
        <source>LUTs (*.cube)</source>
        <translation>LUT (*.cube)</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Probably it is in {0}.</source>
        <translation>很可能是 {0}。</translation>
    </message>
    <message>
        <source>Reading the config ...</source>
        <translation>正在读取配置...</translation>
    </message>
    <message>
        <source>Show the clip without any of this.</source>
        <translation>不应用以上设置，按原样显示片段。</translation>
    </message>
    <message>
        <source>That of the studio (OCIO)</source>
        <translation>工作室配置 (OCIO)</translation>
    </message>
    <message>
        <source>The clip is in</source>
        <translation>片段的色彩空间</translation>
    </message>
    <message>
        <source>This changes what the screen shows, and nothing that is delivered.</source>
        <translation>这只影响屏幕显示，不影响交付内容。</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not said: shown as it is</source>
        <translation>未指定：按原样显示</translation>
    </message>
</context>
<context>
    <name>ShortcutEditor</name>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>操作及其快捷键</translation>
    </message>
    <message>
        <source>Also used by</source>
        <translation>也用于</translation>
    </message>
    <message>
        <source>As in the preset</source>
        <translation>恢复为预设</translation>
    </message>
    <message>
        <source>Find an action or a key</source>
        <translation>查找操作或按键</translation>
    </message>
    <message>
        <source>Give each key to one action first.</source>
        <translation>请先确保每个按键只对应一个操作。</translation>
    </message>
    <message>
        <source>Give this key</source>
        <translation>指定此键</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>新按键</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>清除按键</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>{0} keys are given twice; the table names them.</source>
        <translation>有 {0} 个按键重复；见表格。</translation>
    </message>
</context>
<context>
    <name>SmartTool</name>
    <message>
        <source>Click on what is to be removed first.</source>
        <translation>请先点击要移除的内容。</translation>
    </message>
    <message>
        <source>Looking for the outline ...</source>
        <translation>正在查找轮廓...</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>A movie, a folder of pictures or a project. Press {0} to choose one.</source>
        <translation>影片、图片文件夹或项目。按 {0} 选择。</translation>
    </message>
    <message>
        <source>A tour: from clip to clean plate in seven steps.</source>
        <translation>导览：七步从片段到干净背景。</translation>
    </message>
    <message>
        <source>A walker to remove from a street, drawn on this machine.</source>
        <translation>从街道上移除一位行人，由本机绘制。</translation>
    </message>
    <message>
        <source>Drop a clip or project here</source>
        <translation>将片段或项目拖放到此处</translation>
    </message>
    <message>
        <source>Everything that is needed works on this machine.</source>
        <translation>本机上所需功能均正常。</translation>
    </message>
    <message>
        <source>Go on with the unsaved project of {0}</source>
        <translation>继续 {0} 的未保存项目</translation>
    </message>
    <message>
        <source>Looking at codecs, graphics, memory and disk ...</source>
        <translation>正在检查编解码器、显卡、内存和磁盘...</translation>
    </message>
    <message>
        <source>Numbered pictures: EXR, DPX, TIFF, PNG, JPEG.</source>
        <translation>编号图片：EXR、DPX、TIFF、PNG、JPEG。</translation>
    </message>
    <message>
        <source>Your own movie, project or edit.</source>
        <translation>您自己的影片、项目或剪辑。</translation>
    </message>
    <message>
        <source>{0} is not there any more.</source>
        <translation>{0} 已不存在。</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Cache {0} of {1} MB</source>
        <translation>缓存 {0}/{1} MB</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Current job</source>
        <translation>当前任务</translation>
    </message>
    <message>
        <source>Learning {0}</source>
        <translation>正在学习 {0}</translation>
    </message>
    <message>
        <source>Making a proxy: frame {0} of {1}</source>
        <translation>正在生成代理：第 {0}/{1} 帧</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Messages ({0})</source>
        <translation>消息 ({0})</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Queue ({0})</source>
        <translation>队列 ({0})</translation>
    </message>
    <message>
        <source>Stop this job; what it has finished is kept</source>
        <translation>停止此任务；已完成的部分会保留</translation>
    </message>
    <message>
        <source>The network learns this object from its masks, behind everything else, so that propagation begins sooner. The preferences turn that off.</source>
        <translation>网络根据该对象的蒙版学习，让位于其他一切工作，使传播更快开始。可在首选项中关闭。</translation>
    </message>
    <message>
        <source>Under the pointer</source>
        <translation>指针下</translation>
    </message>
    <message>
        <source>about {0} s, {1} MB</source>
        <translation>约 {0} 秒，{1} MB</translation>
    </message>
    <message>
        <source>matte {0}</source>
        <translation>遮罩 {0}</translation>
    </message>
    <message>
        <source>{0} ...</source>
        <translation>{0}...</translation>
    </message>
    <message>
        <source>{0} frames/s</source>
        <translation>{0} 帧/秒</translation>
    </message>
    <message>
        <source>{0} s left</source>
        <translation>剩余 {0} 秒</translation>
    </message>
    <message>
        <source>{0}: {1} of {2}</source>
        <translation>{0}：{1}/{2}</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Accept as clean plate</source>
        <translation>确认为干净背景</translation>
    </message>
    <message>
        <source>Accept frame</source>
        <translation>确认帧</translation>
    </message>
    <message>
        <source>Add shot {0}</source>
        <translation>添加镜头 {0}</translation>
    </message>
    <message>
        <source>Add track</source>
        <translation>添加跟踪</translation>
    </message>
    <message>
        <source>Add what was found</source>
        <translation>添加找到的内容</translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation>添加 {0}</translation>
    </message>
    <message>
        <source>Bring in clean plate</source>
        <translation>导入干净背景</translation>
    </message>
    <message>
        <source>Change matte</source>
        <translation>更改遮罩</translation>
    </message>
    <message>
        <source>Change shape</source>
        <translation>更改形状</translation>
    </message>
    <message>
        <source>Change shot {0}</source>
        <translation>更改镜头 {0}</translation>
    </message>
    <message>
        <source>Change stroke</source>
        <translation>更改笔触</translation>
    </message>
    <message>
        <source>Change track</source>
        <translation>更改跟踪</translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation>更改 {0}</translation>
    </message>
    <message>
        <source>Copy {0} to frame {1}</source>
        <translation>将 {0} 复制到第 {1} 帧</translation>
    </message>
    <message>
        <source>Copy {0} to {1}</source>
        <translation>将 {0} 复制到 {1}</translation>
    </message>
    <message>
        <source>Delete mask</source>
        <translation>删除蒙版</translation>
    </message>
    <message>
        <source>Draw b-spline</source>
        <translation>绘制 B 样条</translation>
    </message>
    <message>
        <source>Draw bezier</source>
        <translation>绘制贝塞尔</translation>
    </message>
    <message>
        <source>Draw ellipse</source>
        <translation>绘制椭圆</translation>
    </message>
    <message>
        <source>Draw polygon</source>
        <translation>绘制多边形</translation>
    </message>
    <message>
        <source>Draw rectangle</source>
        <translation>绘制矩形</translation>
    </message>
    <message>
        <source>Draw stroke</source>
        <translation>绘制笔触</translation>
    </message>
    <message>
        <source>Import mattes</source>
        <translation>导入遮罩</translation>
    </message>
    <message>
        <source>Import {0}</source>
        <translation>导入 {0}</translation>
    </message>
    <message>
        <source>Move keys</source>
        <translation>移动关键帧</translation>
    </message>
    <message>
        <source>Move keys of {0}</source>
        <translation>移动 {0} 的关键帧</translation>
    </message>
    <message>
        <source>Move matte</source>
        <translation>移动遮罩</translation>
    </message>
    <message>
        <source>Move shape</source>
        <translation>移动形状</translation>
    </message>
    <message>
        <source>Move stroke</source>
        <translation>移动笔触</translation>
    </message>
    <message>
        <source>Move {0}</source>
        <translation>移动 {0}</translation>
    </message>
    <message>
        <source>Paint clean plate</source>
        <translation>绘制干净背景</translation>
    </message>
    <message>
        <source>Paste keys of {0}</source>
        <translation>粘贴 {0} 的关键帧</translation>
    </message>
    <message>
        <source>Propagate</source>
        <translation>传播</translation>
    </message>
    <message>
        <source>Propagate {0}</source>
        <translation>传播 {0}</translation>
    </message>
    <message>
        <source>Relink {0}</source>
        <translation>重新链接 {0}</translation>
    </message>
    <message>
        <source>Remove clean plate</source>
        <translation>移除干净背景</translation>
    </message>
    <message>
        <source>Remove marker</source>
        <translation>移除标记</translation>
    </message>
    <message>
        <source>Remove matte</source>
        <translation>移除遮罩</translation>
    </message>
    <message>
        <source>Remove shape</source>
        <translation>移除形状</translation>
    </message>
    <message>
        <source>Remove shot {0}</source>
        <translation>移除镜头 {0}</translation>
    </message>
    <message>
        <source>Remove stroke</source>
        <translation>移除笔触</translation>
    </message>
    <message>
        <source>Remove track</source>
        <translation>移除跟踪</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>移除 {0}</translation>
    </message>
    <message>
        <source>Select {0}</source>
        <translation>选取 {0}</translation>
    </message>
    <message>
        <source>Set marker</source>
        <translation>设置标记</translation>
    </message>
    <message>
        <source>Set matte</source>
        <translation>设置遮罩</translation>
    </message>
    <message>
        <source>Set {0}</source>
        <translation>设置 {0}</translation>
    </message>
    <message>
        <source>Solve for an overlay</source>
        <translation>求解叠印图形</translation>
    </message>
    <message>
        <source>Unpin frame</source>
        <translation>取消固定帧</translation>
    </message>
</context>
<context>
    <name>TimeStrip</name>
    <message>
        <source>Click or drag to go to a frame; lanes show the keys of objects.</source>
        <translation>单击或拖动以转到某帧；轨道显示对象的关键帧。</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间线</translation>
    </message>
    <message>
        <source>confidence {0}%</source>
        <translation>置信度 {0}%</translation>
    </message>
    <message>
        <source>imported matte</source>
        <translation>导入的遮罩</translation>
    </message>
    <message>
        <source>key matte</source>
        <translation>关键遮罩</translation>
    </message>
    <message>
        <source>keyframe of a shape</source>
        <translation>形状关键帧</translation>
    </message>
    <message>
        <source>painted</source>
        <translation>手绘</translation>
    </message>
    <message>
        <source>pinned reference</source>
        <translation>固定参考帧</translation>
    </message>
    <message>
        <source>propagated</source>
        <translation>传播所得</translation>
    </message>
    <message>
        <source>stale: what it was made from has changed</source>
        <translation>已过期：其来源已更改</translation>
    </message>
    <message numerus="yes">
        <source>{0}: %n keys here</source>
        <translation>
            <numerusform>{0}：此处有 %n 个关键帧</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelinePanel</name>
    <message>
        <source>Scroll time</source>
        <translation>滚动时间</translation>
    </message>
</context>
<context>
    <name>Tool</name>
    <message>
        <source>Object 1</source>
        <translation>对象 1</translation>
    </message>
</context>
<context>
    <name>ToolStrip</name>
    <message>
        <source>Brush size in percent of the height</source>
        <translation>画笔大小（占高度百分比）</translation>
    </message>
    <message>
        <source>Hard</source>
        <translation>硬度</translation>
    </message>
    <message>
        <source>Hardness in percent</source>
        <translation>硬度（百分比）</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Subtract</source>
        <translation>相减</translation>
    </message>
    <message>
        <source>Swap add and subtract</source>
        <translation>切换加/减</translation>
    </message>
</context>
<context>
    <name>TrackNames</name>
    <message>
        <source>Names of the tracks</source>
        <translation>轨道名称</translation>
    </message>
</context>
<context>
    <name>TrackStrip</name>
    <message>
        <source>Arrow up and down go from clip to clip, Enter opens the shot of one.</source>
        <translation>上下箭头在片段间移动，Enter 打开其镜头。</translation>
    </message>
    <message>
        <source>Tracks of the edit</source>
        <translation>剪辑的轨道</translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>Frame or timecode</source>
        <translation>帧或时间码</translation>
    </message>
    <message>
        <source>Frame {0} of {1}</source>
        <translation>第 {0}/{1} 帧</translation>
    </message>
    <message>
        <source>Type a frame, a timecode, +20 or -1:00</source>
        <translation>输入帧号、时间码、+20 或 -1:00</translation>
    </message>
    <message>
        <source>{0} to {1} ({2})</source>
        <translation>{0} 至 {1} ({2})</translation>
    </message>
</context>
<context>
    <name>UnseenCurve</name>
    <message>
        <source>Never seen</source>
        <translation>从未露出</translation>
    </message>
</context>
<context>
    <name>ViewBar</name>
    <message>
        <source>Diff</source>
        <extracomment>Difference; the button is narrow.</extracomment>
        <translation>差值</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>增益</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>伽马</translation>
    </message>
    <message>
        <source>Hole</source>
        <translation>孔洞</translation>
    </message>
    <message>
        <source>Matte</source>
        <translation>遮罩</translation>
    </message>
    <message>
        <source>Opacity of overlays</source>
        <translation>叠加不透明度</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>叠加</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Side</source>
        <extracomment>Side by side; the button is narrow.</extracomment>
        <translation>并排</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>源</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>划像</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>The clip of this shot is missing.</source>
        <translation>此镜头的片段缺失。</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>查看器</translation>
    </message>
</context>
<context>
    <name>ViewerPanel</name>
    <message>
        <source>Not filled yet: this is the source</source>
        <translation>尚未填充：这是源画面</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>Stale preview</source>
        <translation>过期预览</translation>
    </message>
    <message>
        <source>View gain {0}, gamma {1}</source>
        <translation>视图增益 {0}，伽马 {1}</translation>
    </message>
    <message>
        <source>{0}    {1} x {2}    {3} fps    {4} frames    {5}</source>
        <translation>{0}    {1} x {2}    {3} fps    {4} 帧    {5}</translation>
    </message>
</context>
</TS>
