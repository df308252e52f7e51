<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>1:1</source>
        <translation>1:1</translation>
    </message>
    <message>
        <source>Accept as clean plate</source>
        <translation>Принять как клинплейт</translation>
    </message>
    <message>
        <source>Accept as pinned reference</source>
        <translation>Принять как закреплённый эталон</translation>
    </message>
    <message>
        <source>Add a clip, or shots of an edit, to this project.</source>
        <translation>Добавить в проект клип или планы из монтажа.</translation>
    </message>
    <message>
        <source>Add a folder of numbered pictures as a clip to this project.</source>
        <translation>Добавить в проект папку нумерованных картинок как клип.</translation>
    </message>
    <message>
        <source>Add marker</source>
        <translation>Добавить маркер</translation>
    </message>
    <message>
        <source>Add something to remove from this shot.</source>
        <translation>Добавить то, что надо убрать из этого плана.</translation>
    </message>
    <message>
        <source>Add to queue ...</source>
        <translation>Добавить в очередь...</translation>
    </message>
    <message>
        <source>All keys on one page.</source>
        <translation>Все клавиши на одной странице.</translation>
    </message>
    <message>
        <source>Before or after</source>
        <translation>До или после</translation>
    </message>
    <message>
        <source>Begin what is queued; or end what runs, keeping what is finished.</source>
        <translation>Начать то, что стоит в очереди, или остановить то, что идёт, сохранив готовое.</translation>
    </message>
    <message>
        <source>Bezier</source>
        <translation>Безье</translation>
    </message>
    <message>
        <source>Bring in clean plate ...</source>
        <translation>Внести клинплейт...</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Кисть</translation>
    </message>
    <message>
        <source>Carry the mask back to the range's start.</source>
        <translation>Протянуть маску назад до начала диапазона.</translation>
    </message>
    <message>
        <source>Carry the mask on to the end of the range.</source>
        <translation>Протянуть маску вперёд до конца диапазона.</translation>
    </message>
    <message>
        <source>Carry the mask to the frame before.</source>
        <translation>Протянуть маску на предыдущий кадр.</translation>
    </message>
    <message>
        <source>Carry the mask to the next frame.</source>
        <translation>Протянуть маску на следующий кадр.</translation>
    </message>
    <message>
        <source>Carry the masks through the whole range.</source>
        <translation>Протянуть маски через весь диапазон.</translation>
    </message>
    <message>
        <source>Check codecs, graphics, memory and disk.</source>
        <translation>Проверить кодеки, графику, память и диск.</translation>
    </message>
    <message>
        <source>Choose object 1 here.</source>
        <translation>Выбрать здесь объект 1.</translation>
    </message>
    <message>
        <source>Choose object 2 here.</source>
        <translation>Выбрать здесь объект 2.</translation>
    </message>
    <message>
        <source>Choose object 3 here.</source>
        <translation>Выбрать здесь объект 3.</translation>
    </message>
    <message>
        <source>Choose object 4 here.</source>
        <translation>Выбрать здесь объект 4.</translation>
    </message>
    <message>
        <source>Choose object 5 here.</source>
        <translation>Выбрать здесь объект 5.</translation>
    </message>
    <message>
        <source>Choose object 6 here.</source>
        <translation>Выбрать здесь объект 6.</translation>
    </message>
    <message>
        <source>Choose object 7 here.</source>
        <translation>Выбрать здесь объект 7.</translation>
    </message>
    <message>
        <source>Choose object 8 here.</source>
        <translation>Выбрать здесь объект 8.</translation>
    </message>
    <message>
        <source>Choose object 9 here.</source>
        <translation>Выбрать здесь объект 9.</translation>
    </message>
    <message>
        <source>Clean plate</source>
        <translation>Клинплейт</translation>
    </message>
    <message>
        <source>Clean plate view</source>
        <translation>Вид: клинплейт</translation>
    </message>
    <message>
        <source>Clear in and out</source>
        <translation>Сбросить точки входа и выхода</translation>
    </message>
    <message>
        <source>Click on a thing, and its outline is found.</source>
        <translation>Щёлкните по предмету, и его контур будет найден.</translation>
    </message>
    <message>
        <source>Close the program; nothing is unsaved.</source>
        <translation>Закрыть программу; всё уже сохранено.</translation>
    </message>
    <message>
        <source>Colours on the screen ...</source>
        <translation>Цвета на экране...</translation>
    </message>
    <message>
        <source>Command search ...</source>
        <translation>Поиск команд...</translation>
    </message>
    <message>
        <source>Copy keys</source>
        <translation>Копировать ключи</translation>
    </message>
    <message>
        <source>Copy object</source>
        <translation>Копировать объект</translation>
    </message>
    <message>
        <source>Copy the chosen keys, or what there is of the object on this frame.</source>
        <translation>Копировать выбранные ключи или то, что есть у объекта на этом кадре.</translation>
    </message>
    <message>
        <source>Copy the object with all its masks.</source>
        <translation>Копировать объект со всеми масками.</translation>
    </message>
    <message>
        <source>Delete mask here</source>
        <translation>Удалить маску здесь</translation>
    </message>
    <message>
        <source>Delete the selected shape, or what is painted of the object on this frame.</source>
        <translation>Удалить выбранную форму или то, что нарисовано у объекта на этом кадре.</translation>
    </message>
    <message>
        <source>Deliver into an edit ...</source>
        <translation>Передать в монтаж...</translation>
    </message>
    <message>
        <source>Deliver workspace</source>
        <translation>Рабочее пространство «Сдача»</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Разница</translation>
    </message>
    <message>
        <source>Difference view</source>
        <translation>Вид: разница</translation>
    </message>
    <message>
        <source>Difference x1, x4, x16, and off again.</source>
        <translation>Разница x1, x4, x16, затем выключить.</translation>
    </message>
    <message>
        <source>Do again what was undone.</source>
        <translation>Повторить отменённое.</translation>
    </message>
    <message>
        <source>Drag a box; again for the other kind.</source>
        <translation>Растяните рамку; повторный выбор переключает вид.</translation>
    </message>
    <message>
        <source>Draw an outline of curves.</source>
        <translation>Нарисовать контур из кривых.</translation>
    </message>
    <message>
        <source>Draw an outline of straight lines.</source>
        <translation>Нарисовать контур из прямых.</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Правка</translation>
    </message>
    <message>
        <source>Edit marker ...</source>
        <translation>Изменить маркер...</translation>
    </message>
    <message>
        <source>End of clip</source>
        <translation>Конец клипа</translation>
    </message>
    <message>
        <source>Enlarge what lies under the pointer.</source>
        <translation>Увеличить то, что под указателем.</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Ластик</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Файл</translation>
    </message>
    <message>
        <source>Fill the range at a small size, to look at.</source>
        <translation>Заполнить диапазон в малом размере, чтобы посмотреть.</translation>
    </message>
    <message>
        <source>Find ...</source>
        <translation>Найти ...</translation>
    </message>
    <message>
        <source>Find an action by its name.</source>
        <translation>Найти действие по названию.</translation>
    </message>
    <message>
        <source>Find clips again ...</source>
        <translation>Найти клипы снова...</translation>
    </message>
    <message>
        <source>Find subtitles, logos or watermarks without painting.</source>
        <translation>Найти субтитры, логотипы или водяные знаки, ничего не рисуя.</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>Вписать</translation>
    </message>
    <message>
        <source>Fit timeline</source>
        <translation>Вписать таймлайн</translation>
    </message>
    <message>
        <source>Fix the selected shape as it is at this frame.</source>
        <translation>Закрепить выбранную форму такой, какая она на этом кадре.</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Во весь экран</translation>
    </message>
    <message>
        <source>Give actions other keys.</source>
        <translation>Назначить действиям другие клавиши.</translation>
    </message>
    <message>
        <source>Give the panel under the pointer the whole window.</source>
        <translation>Отдать панели под указателем всё окно.</translation>
    </message>
    <message>
        <source>Give the project a name; every change is on the disk already.</source>
        <translation>Дать проекту имя; все изменения уже на диске.</translation>
    </message>
    <message>
        <source>Go back by the large step (10 frames).</source>
        <translation>Назад на большой шаг (10 кадров).</translation>
    </message>
    <message>
        <source>Go back by the small step (5 frames).</source>
        <translation>Назад на малый шаг (5 кадров).</translation>
    </message>
    <message>
        <source>Go back through the frames that need attention.</source>
        <translation>Назад по кадрам, требующим внимания.</translation>
    </message>
    <message>
        <source>Go on by the large step (10 frames).</source>
        <translation>Вперёд на большой шаг (10 кадров).</translation>
    </message>
    <message>
        <source>Go on by the small step (5 frames).</source>
        <translation>Вперёд на малый шаг (5 кадров).</translation>
    </message>
    <message>
        <source>Go on under another name.</source>
        <translation>Продолжить под другим именем.</translation>
    </message>
    <message>
        <source>Go one frame back.</source>
        <translation>На один кадр назад.</translation>
    </message>
    <message>
        <source>Go one frame forward.</source>
        <translation>На один кадр вперёд.</translation>
    </message>
    <message>
        <source>Go to frame or timecode ...</source>
        <translation>Перейти к кадру или таймкоду...</translation>
    </message>
    <message>
        <source>Go to in</source>
        <translation>К точке входа</translation>
    </message>
    <message>
        <source>Go to out</source>
        <translation>К точке выхода</translation>
    </message>
    <message>
        <source>Go to the cut before.</source>
        <translation>К предыдущей склейке.</translation>
    </message>
    <message>
        <source>Go to the first frame.</source>
        <translation>К первому кадру.</translation>
    </message>
    <message>
        <source>Go to the keyframe or pinned frame before.</source>
        <translation>К предыдущему ключевому или закреплённому кадру.</translation>
    </message>
    <message>
        <source>Go to the last frame.</source>
        <translation>К последнему кадру.</translation>
    </message>
    <message>
        <source>Go to the marker before.</source>
        <translation>К предыдущему маркеру.</translation>
    </message>
    <message>
        <source>Go to the next cut.</source>
        <translation>К следующей склейке.</translation>
    </message>
    <message>
        <source>Go to the next frame that is stale or of low confidence, the worst first.</source>
        <translation>К следующему устаревшему или ненадёжному кадру, сначала к худшему.</translation>
    </message>
    <message>
        <source>Go to the next marker.</source>
        <translation>К следующему маркеру.</translation>
    </message>
    <message>
        <source>Go to the next mask keyframe or pinned frame.</source>
        <translation>К следующему ключевому кадру маски или закреплённому кадру.</translation>
    </message>
    <message>
        <source>Go to where the range begins.</source>
        <translation>К началу диапазона.</translation>
    </message>
    <message>
        <source>Go to where the range ends.</source>
        <translation>К концу диапазона.</translation>
    </message>
    <message>
        <source>Harder brush</source>
        <translation>Кисть жёстче</translation>
    </message>
    <message>
        <source>Hear the clip while it plays.</source>
        <translation>Слышать клип при воспроизведении.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Hold background still</source>
        <translation>Остановить фон</translation>
    </message>
    <message>
        <source>Hold object still</source>
        <translation>Остановить объект</translation>
    </message>
    <message>
        <source>Hole view</source>
        <translation>Вид: дыра</translation>
    </message>
    <message>
        <source>How a shot is cleaned, in short.</source>
        <translation>Коротко о том, как чистят план.</translation>
    </message>
    <message>
        <source>Import ...</source>
        <translation>Импорт...</translation>
    </message>
    <message>
        <source>Import folder of pictures ...</source>
        <translation>Импорт папки картинок...</translation>
    </message>
    <message>
        <source>Keep the matte of this frame; nothing automatic changes it any more.</source>
        <translation>Сохранить матт этого кадра; автоматика его больше не изменит.</translation>
    </message>
    <message>
        <source>Key sheet</source>
        <translation>Таблица клавиш</translation>
    </message>
    <message>
        <source>Keyboard shortcuts ...</source>
        <translation>Сочетания клавиш...</translation>
    </message>
    <message>
        <source>Language, size, colours, steps and memory.</source>
        <translation>Язык, размер, цвета, шаги и память.</translation>
    </message>
    <message>
        <source>Large step back</source>
        <translation>Большой шаг назад</translation>
    </message>
    <message>
        <source>Large step forward</source>
        <translation>Большой шаг вперёд</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>Кисть больше</translation>
    </message>
    <message>
        <source>Leave</source>
        <translation>Выйти</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>Цикл</translation>
    </message>
    <message>
        <source>Loupe</source>
        <translation>Лупа</translation>
    </message>
    <message>
        <source>Make the brush larger.</source>
        <translation>Сделать кисть больше.</translation>
    </message>
    <message>
        <source>Make the brush smaller.</source>
        <translation>Сделать кисть меньше.</translation>
    </message>
    <message>
        <source>Make the brush's edge harder.</source>
        <translation>Сделать край кисти жёстче.</translation>
    </message>
    <message>
        <source>Make the brush's edge softer.</source>
        <translation>Сделать край кисти мягче.</translation>
    </message>
    <message>
        <source>Mark in</source>
        <translation>Поставить точку входа</translation>
    </message>
    <message>
        <source>Mark out</source>
        <translation>Поставить точку выхода</translation>
    </message>
    <message>
        <source>Matte</source>
        <translation>Матт</translation>
    </message>
    <message>
        <source>Matte view</source>
        <translation>Вид: матт</translation>
    </message>
    <message>
        <source>Maximise panel</source>
        <translation>Развернуть панель</translation>
    </message>
    <message>
        <source>Move the picture by mouse while held.</source>
        <translation>Пока удерживается, картинку можно двигать мышью.</translation>
    </message>
    <message>
        <source>Name the marker of this frame, or remove it.</source>
        <translation>Назвать маркер этого кадра или убрать его.</translation>
    </message>
    <message>
        <source>Neutral gain and gamma</source>
        <translation>Нейтральные усиление и гамма</translation>
    </message>
    <message>
        <source>New object</source>
        <translation>Новый объект</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Новый проект</translation>
    </message>
    <message>
        <source>Next edit</source>
        <translation>Следующая склейка</translation>
    </message>
    <message>
        <source>Next frame that needs attention</source>
        <translation>Следующий кадр, требующий внимания</translation>
    </message>
    <message>
        <source>Next keyframe</source>
        <translation>Следующий ключевой кадр</translation>
    </message>
    <message>
        <source>Next marker</source>
        <translation>Следующий маркер</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>Объект</translation>
    </message>
    <message>
        <source>One frame back</source>
        <translation>На кадр назад</translation>
    </message>
    <message>
        <source>One frame forward</source>
        <translation>На кадр вперёд</translation>
    </message>
    <message>
        <source>One pixel of the picture on one of the screen.</source>
        <translation>Один пиксель картинки на один пиксель экрана.</translation>
    </message>
    <message>
        <source>Onion skin</source>
        <translation>Калька</translation>
    </message>
    <message>
        <source>Open ...</source>
        <translation>Открыть...</translation>
    </message>
    <message>
        <source>Open a folder of numbered pictures as a clip, in a new project.</source>
        <translation>Открыть папку нумерованных картинок как клип в новом проекте.</translation>
    </message>
    <message>
        <source>Open a project, a clip in a new one, or an edit.</source>
        <translation>Открыть проект, клип в новом проекте или монтаж.</translation>
    </message>
    <message>
        <source>Open a shot to try things on; it is drawn at first.</source>
        <translation>Открыть план для проб; в первый раз он рисуется.</translation>
    </message>
    <message>
        <source>Open folder of pictures ...</source>
        <translation>Открыть папку картинок...</translation>
    </message>
    <message>
        <source>Open or close the drawer with the render queue.</source>
        <translation>Открыть или закрыть панель очереди рендера.</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>Открыть пример</translation>
    </message>
    <message>
        <source>Outlines of the keyframes before and after.</source>
        <translation>Контуры предыдущего и следующего ключевых кадров.</translation>
    </message>
    <message>
        <source>Overlay view</source>
        <translation>Вид: наложение</translation>
    </message>
    <message>
        <source>Overlays</source>
        <translation>Наложения</translation>
    </message>
    <message>
        <source>Paint and draw with the other sign.</source>
        <translation>Рисовать с противоположным знаком.</translation>
    </message>
    <message>
        <source>Paint what is to be removed.</source>
        <translation>Закрасить то, что надо убрать.</translation>
    </message>
    <message>
        <source>Paint what lies behind: clone, heal, or from another frame; again for the next.</source>
        <translation>Рисовать то, что позади: клонирование, лечение или из другого кадра; повторно — следующий способ.</translation>
    </message>
    <message>
        <source>Pan while held</source>
        <translation>Сдвиг при удержании</translation>
    </message>
    <message>
        <source>Panels for looking at results.</source>
        <translation>Панели для просмотра результата.</translation>
    </message>
    <message>
        <source>Panels for masking and filling.</source>
        <translation>Панели для масок и заполнения.</translation>
    </message>
    <message>
        <source>Panels for masking.</source>
        <translation>Панели для масок.</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Вставить</translation>
    </message>
    <message>
        <source>Play backward; again for 2x, 4x, 8x.</source>
        <translation>Играть назад; повторно — 2x, 4x, 8x.</translation>
    </message>
    <message>
        <source>Play forward; again for 2x, 4x, 8x.</source>
        <translation>Играть вперёд; повторно — 2x, 4x, 8x.</translation>
    </message>
    <message>
        <source>Play from here at the clip's rate.</source>
        <translation>Играть отсюда с частотой клипа.</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>Пуск или пауза</translation>
    </message>
    <message>
        <source>Play the range again and again.</source>
        <translation>Играть диапазон снова и снова.</translation>
    </message>
    <message>
        <source>Playback</source>
        <translation>Воспроизведение</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Многоугольник</translation>
    </message>
    <message>
        <source>Preferences ...</source>
        <translation>Настройки...</translation>
    </message>
    <message>
        <source>Preview fill</source>
        <translation>Предпросмотр заполнения</translation>
    </message>
    <message>
        <source>Previous edit</source>
        <translation>Предыдущая склейка</translation>
    </message>
    <message>
        <source>Previous frame that needs attention</source>
        <translation>Предыдущий кадр, требующий внимания</translation>
    </message>
    <message>
        <source>Previous keyframe</source>
        <translation>Предыдущий ключевой кадр</translation>
    </message>
    <message>
        <source>Previous marker</source>
        <translation>Предыдущий маркер</translation>
    </message>
    <message>
        <source>Propagate backward</source>
        <translation>Протянуть назад</translation>
    </message>
    <message>
        <source>Propagate both ways</source>
        <translation>Протянуть в обе стороны</translation>
    </message>
    <message>
        <source>Propagate forward</source>
        <translation>Протянуть вперёд</translation>
    </message>
    <message>
        <source>Propagate one frame backward</source>
        <translation>Протянуть на кадр назад</translation>
    </message>
    <message>
        <source>Propagate one frame forward</source>
        <translation>Протянуть на кадр вперёд</translation>
    </message>
    <message>
        <source>Put a marker on this frame.</source>
        <translation>Поставить маркер на этот кадр.</translation>
    </message>
    <message>
        <source>Put copied keys down at the play head, or a copied object into this shot.</source>
        <translation>Вставить скопированные ключи у указателя воспроизведения или скопированный объект в этот план.</translation>
    </message>
    <message>
        <source>Put the panels of this workspace back.</source>
        <translation>Вернуть панели этого пространства на место.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Выход</translation>
    </message>
    <message>
        <source>Rectangle or ellipse</source>
        <translation>Прямоугольник или эллипс</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Remove clean plate</source>
        <translation>Удалить клинплейт</translation>
    </message>
    <message>
        <source>Remove object</source>
        <translation>Удалить объект</translation>
    </message>
    <message>
        <source>Remove shape keyframe</source>
        <translation>Удалить ключевой кадр формы</translation>
    </message>
    <message>
        <source>Remove the selected object with all its masks.</source>
        <translation>Удалить выбранный объект со всеми масками.</translation>
    </message>
    <message>
        <source>Remove workspace</source>
        <translation>Рабочее пространство «Удаление»</translation>
    </message>
    <message>
        <source>Render clean plates by version and put them into the NLE's edit.</source>
        <translation>Отрендерить клинплейты по версиям и вставить их в монтаж.</translation>
    </message>
    <message>
        <source>Render the shot in a process of its own, as it is now.</source>
        <translation>Рендерить план в его нынешнем виде в отдельном процессе.</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>Сбросить раскладку</translation>
    </message>
    <message>
        <source>Result view</source>
        <translation>Вид: результат</translation>
    </message>
    <message>
        <source>Roto workspace</source>
        <translation>Рабочее пространство «Рото»</translation>
    </message>
    <message>
        <source>Run the queue</source>
        <translation>Запустить очередь</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Сохранить</translation>
    </message>
    <message>
        <source>Save as ...</source>
        <translation>Сохранить как...</translation>
    </message>
    <message>
        <source>Save current frame ...</source>
        <translation>Сохранить текущий кадр...</translation>
    </message>
    <message>
        <source>Save diagnostics ...</source>
        <translation>Сохранить диагностику...</translation>
    </message>
    <message>
        <source>Save versions, checks, settings and messages as one archive, without media and without paths.</source>
        <translation>Сохранить версии, проверки, настройки и сообщения одним архивом, без медиа и без путей.</translation>
    </message>
    <message>
        <source>Save what the viewer shows as a picture.</source>
        <translation>Сохранить то, что показывает просмотр, как картинку.</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Выбор</translation>
    </message>
    <message>
        <source>Select and move shapes and their points.</source>
        <translation>Выбирать и двигать формы и их точки.</translation>
    </message>
    <message>
        <source>Select object 1</source>
        <translation>Выбрать объект 1</translation>
    </message>
    <message>
        <source>Select object 2</source>
        <translation>Выбрать объект 2</translation>
    </message>
    <message>
        <source>Select object 3</source>
        <translation>Выбрать объект 3</translation>
    </message>
    <message>
        <source>Select object 4</source>
        <translation>Выбрать объект 4</translation>
    </message>
    <message>
        <source>Select object 5</source>
        <translation>Выбрать объект 5</translation>
    </message>
    <message>
        <source>Select object 6</source>
        <translation>Выбрать объект 6</translation>
    </message>
    <message>
        <source>Select object 7</source>
        <translation>Выбрать объект 7</translation>
    </message>
    <message>
        <source>Select object 8</source>
        <translation>Выбрать объект 8</translation>
    </message>
    <message>
        <source>Select object 9</source>
        <translation>Выбрать объект 9</translation>
    </message>
    <message>
        <source>Set shape keyframe</source>
        <translation>Поставить ключевой кадр формы</translation>
    </message>
    <message>
        <source>Shot of this clip</source>
        <translation>План этого клипа</translation>
    </message>
    <message>
        <source>Show less time.</source>
        <translation>Показать меньше времени.</translation>
    </message>
    <message>
        <source>Show more time.</source>
        <translation>Показать больше времени.</translation>
    </message>
    <message>
        <source>Show or hide mattes and shapes.</source>
        <translation>Показать или скрыть матты и формы.</translation>
    </message>
    <message>
        <source>Show the clip by a display, a view, a look or a LUT.</source>
        <translation>Показывать клип через дисплей, вид, лук или LUT.</translation>
    </message>
    <message>
        <source>Show the picture as it is.</source>
        <translation>Показать картинку как есть.</translation>
    </message>
    <message>
        <source>Show the queue</source>
        <translation>Показать очередь</translation>
    </message>
    <message>
        <source>Show the shot over time, or the tracks of the edit that it comes from.</source>
        <translation>Показать план во времени или дорожки монтажа, из которого он взят.</translation>
    </message>
    <message>
        <source>Show the whole picture.</source>
        <translation>Показать картинку целиком.</translation>
    </message>
    <message>
        <source>Show the whole shot.</source>
        <translation>Показать весь план.</translation>
    </message>
    <message>
        <source>Shuttle back</source>
        <translation>Шаттл назад</translation>
    </message>
    <message>
        <source>Shuttle forward</source>
        <translation>Шаттл вперёд</translation>
    </message>
    <message>
        <source>Shuttle stop</source>
        <translation>Стоп шаттла</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Рядом</translation>
    </message>
    <message>
        <source>Small step back</source>
        <translation>Малый шаг назад</translation>
    </message>
    <message>
        <source>Small step forward</source>
        <translation>Малый шаг вперёд</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>Кисть меньше</translation>
    </message>
    <message>
        <source>Smart click</source>
        <translation>Умный щелчок</translation>
    </message>
    <message>
        <source>Softer brush</source>
        <translation>Кисть мягче</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Звук</translation>
    </message>
    <message>
        <source>Source and result beside each other.</source>
        <translation>Исходник и результат рядом.</translation>
    </message>
    <message>
        <source>Source and result, split by a line.</source>
        <translation>Исходник и результат, разделённые линией.</translation>
    </message>
    <message>
        <source>Source view</source>
        <translation>Вид: исходник</translation>
    </message>
    <message>
        <source>Source with mattes, outlines and shapes.</source>
        <translation>Исходник с маттами, контурами и формами.</translation>
    </message>
    <message>
        <source>Source with the fill.</source>
        <translation>Исходник с заполнением.</translation>
    </message>
    <message>
        <source>Source with what was painted on its clean plate.</source>
        <translation>Исходник с тем, что нарисовано на клинплейте.</translation>
    </message>
    <message>
        <source>Start a project without a name.</source>
        <translation>Начать проект без имени.</translation>
    </message>
    <message>
        <source>Start of clip</source>
        <translation>Начало клипа</translation>
    </message>
    <message>
        <source>Step through the shot while the background stays where it is on the screen.</source>
        <translation>Идти по плану, пока фон на экране стоит на месте.</translation>
    </message>
    <message>
        <source>Step through the shot while the selected object stays where it is on the screen.</source>
        <translation>Идти по плану, пока выбранный объект на экране стоит на месте.</translation>
    </message>
    <message>
        <source>Stop the running job, drop the unfinished shape, or leave the tool.</source>
        <translation>Остановить задание, бросить незаконченную форму или выйти из инструмента.</translation>
    </message>
    <message>
        <source>Stop; held, J and L go single frames.</source>
        <translation>Стоп; при удержании J и L идут по одному кадру.</translation>
    </message>
    <message>
        <source>Swap add and subtract</source>
        <translation>Сменить «добавить» и «вычесть»</translation>
    </message>
    <message>
        <source>Switch between source and result.</source>
        <translation>Переключать исходник и результат.</translation>
    </message>
    <message>
        <source>Switch between the matte and the view before.</source>
        <translation>Переключать матт и прежний вид.</translation>
    </message>
    <message>
        <source>Switch the wipe on or off.</source>
        <translation>Включить или выключить шторку.</translation>
    </message>
    <message>
        <source>Take a retouched picture of this frame from outside.</source>
        <translation>Взять ретушь этого кадра извне.</translation>
    </message>
    <message>
        <source>Take away from the matte.</source>
        <translation>Стереть из матта.</translation>
    </message>
    <message>
        <source>Take away what was painted or brought in for this frame.</source>
        <translation>Убрать нарисованное или внесённое для этого кадра.</translation>
    </message>
    <message>
        <source>Take clips from another place; a folder can be searched for those that are missing.</source>
        <translation>Взять клипы из другого места; недостающие можно искать в папке.</translation>
    </message>
    <message>
        <source>Take the keyframe of the selected shape at this frame away.</source>
        <translation>Убрать ключевой кадр выбранной формы на этом кадре.</translation>
    </message>
    <message>
        <source>Take the last change back.</source>
        <translation>Отменить последнее изменение.</translation>
    </message>
    <message>
        <source>Take this frame, with its previewed fill, as what the background looks like.</source>
        <translation>Взять этот кадр с предпросмотром заполнения как вид фона.</translation>
    </message>
    <message>
        <source>The decoded picture.</source>
        <translation>Декодированная картинка.</translation>
    </message>
    <message>
        <source>The range begins here.</source>
        <translation>Диапазон начинается здесь.</translation>
    </message>
    <message>
        <source>The range ends here.</source>
        <translation>Диапазон кончается здесь.</translation>
    </message>
    <message>
        <source>The range is the whole shot again.</source>
        <translation>Диапазон снова — весь план.</translation>
    </message>
    <message>
        <source>This machine ...</source>
        <translation>Этот компьютер...</translation>
    </message>
    <message>
        <source>Timeline or edit</source>
        <translation>Таймлайн или монтаж</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Инструменты</translation>
    </message>
    <message>
        <source>Track</source>
        <translation>Трекинг</translation>
    </message>
    <message>
        <source>Turn the line of the wipe by 45 degrees.</source>
        <translation>Повернуть линию шторки на 45 градусов.</translation>
    </message>
    <message>
        <source>Turn wipe</source>
        <translation>Повернуть шторку</translation>
    </message>
    <message>
        <source>Type a frame, a timecode, +20 or -1:00.</source>
        <translation>Введите кадр, таймкод, +20 или -1:00.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Отменить</translation>
    </message>
    <message>
        <source>Use the whole screen.</source>
        <translation>Занять весь экран.</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>What the engine will replace, cut out.</source>
        <translation>То, что движок заменит, вырезано.</translation>
    </message>
    <message>
        <source>What the fill changed.</source>
        <translation>Что изменило заполнение.</translation>
    </message>
    <message>
        <source>White is removed.</source>
        <translation>Белое удаляется.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Окно</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>Шторка</translation>
    </message>
    <message>
        <source>Wipe view</source>
        <translation>Вид: шторка</translation>
    </message>
    <message>
        <source>Work on the chosen clip of the edit, or that under its play head; its shot is made if need be.</source>
        <translation>Работать с выбранным клипом монтажа или с клипом под курсором; план создаётся, если его нет.</translation>
    </message>
    <message>
        <source>Zoom timeline in</source>
        <translation>Приблизить таймлайн</translation>
    </message>
    <message>
        <source>Zoom timeline out</source>
        <translation>Отдалить таймлайн</translation>
    </message>
</context>
<context>
    <name>Causes</name>
    <message>
        <source>FFmpeg {0} lacks {1}</source>
        <translation>в FFmpeg {0} нет {1}</translation>
    </message>
    <message>
        <source>FFmpeg {0} writes all that deliveries need</source>
        <translation>FFmpeg {0} пишет всё, что нужно для сдачи</translation>
    </message>
    <message>
        <source>Qt did not start within {0} s</source>
        <translation>Qt не запустилась за {0} с</translation>
    </message>
    <message>
        <source>Qt ended with status {0}</source>
        <translation>Qt завершилась с кодом {0}</translation>
    </message>
    <message>
        <source>Qt works</source>
        <translation>Qt работает</translation>
    </message>
    <message>
        <source>Qt works, but there is no screen here</source>
        <translation>Qt работает, но экрана здесь нет</translation>
    </message>
    <message>
        <source>a newer Cleanplate made it (format {0}, this program knows {1})</source>
        <translation>его создал более новый Cleanplate (формат {0}, эта программа знает {1})</translation>
    </message>
    <message>
        <source>about {0} are needed there and {1} are free</source>
        <translation>там нужно около {0}, а свободно {1}</translation>
    </message>
    <message>
        <source>another process is rendering it already</source>
        <translation>его уже рендерит другой процесс</translation>
    </message>
    <message>
        <source>engine {0} failed at frames {1} to {2} ({3})</source>
        <translation>движок {0} не справился с кадрами с {1} по {2} ({3})</translation>
    </message>
    <message>
        <source>engine {0}: {1}</source>
        <translation>движок {0}: {1}</translation>
    </message>
    <message>
        <source>every key matte {0}is black</source>
        <translation>все ключевые матты {0}чёрные</translation>
    </message>
    <message>
        <source>has more than {0} clips</source>
        <translation>в нём более {0} клипов</translation>
    </message>
    <message>
        <source>holds no events</source>
        <translation>не содержит событий</translation>
    </message>
    <message>
        <source>holds no timeline</source>
        <translation>не содержит монтажа</translation>
    </message>
    <message>
        <source>is a damaged zip file</source>
        <translation>повреждённый файл zip</translation>
    </message>
    <message>
        <source>is damaged: {0}</source>
        <translation>повреждён: {0}</translation>
    </message>
    <message>
        <source>is larger than {0} MB</source>
        <translation>больше {0} МБ</translation>
    </message>
    <message>
        <source>is no list of shots ({0})</source>
        <translation>это не список планов ({0})</translation>
    </message>
    <message>
        <source>is no timeline that we know</source>
        <translation>это не известный нам формат монтажа</translation>
    </message>
    <message>
        <source>is of a newer version</source>
        <translation>более новой версии</translation>
    </message>
    <message>
        <source>it came into being meanwhile</source>
        <translation>он появился за это время</translation>
    </message>
    <message>
        <source>it cannot be decoded</source>
        <translation>его нельзя декодировать</translation>
    </message>
    <message>
        <source>it cannot be read ({0})</source>
        <translation>его не удаётся прочитать ({0})</translation>
    </message>
    <message>
        <source>it exists already</source>
        <translation>уже существует</translation>
    </message>
    <message>
        <source>it has no video stream</source>
        <translation>в нём нет видеопотока</translation>
    </message>
    <message>
        <source>it has {0} frames, {1} has {2}</source>
        <translation>в нём {0} кадров, а в {1} их {2}</translation>
    </message>
    <message>
        <source>it holds no PNG, TIFF, EXR, DPX or JPEG pictures</source>
        <translation>в ней нет изображений PNG, TIFF, EXR, DPX или JPEG</translation>
    </message>
    <message>
        <source>it holds no numbered pictures of one name</source>
        <translation>в ней нет пронумерованных изображений с одним именем</translation>
    </message>
    <message>
        <source>it holds no pictures</source>
        <translation>в нём нет кадров</translation>
    </message>
    <message>
        <source>it holds several sequences ({0})</source>
        <translation>в ней несколько секвенций ({0})</translation>
    </message>
    <message>
        <source>it is a file</source>
        <translation>это файл</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>это папка</translation>
    </message>
    <message>
        <source>it is no Cleanplate project</source>
        <translation>это не проект Cleanplate</translation>
    </message>
    <message>
        <source>it is not a movie</source>
        <translation>это не видео</translation>
    </message>
    <message>
        <source>it is not a movie, or its beginning or index is missing</source>
        <translation>это не видео, или отсутствует его начало либо индекс</translation>
    </message>
    <message>
        <source>it is open for reading only: {0}</source>
        <translation>он открыт только для чтения: {0}</translation>
    </message>
    <message>
        <source>it is the original timeline</source>
        <translation>это исходный монтаж</translation>
    </message>
    <message>
        <source>it is the source itself</source>
        <translation>это сам источник</translation>
    </message>
    <message>
        <source>it is {0}, the clip is {1}</source>
        <translation>он {0}, а клип {1}</translation>
    </message>
    <message>
        <source>it is {0}x{1} {2}, and the sequence began with {3}x{4} {5}</source>
        <translation>он {0}x{1} {2}, а секвенция началась с {3}x{4} {5}</translation>
    </message>
    <message>
        <source>it may not be read</source>
        <translation>его нельзя прочитать: нет прав</translation>
    </message>
    <message>
        <source>it still shows what is to be removed</source>
        <translation>на нём ещё видно то, что нужно убрать</translation>
    </message>
    <message>
        <source>its disk is full or has a fault</source>
        <translation>её диск заполнен или неисправен</translation>
    </message>
    <message>
        <source>its index is missing</source>
        <translation>отсутствует его индекс</translation>
    </message>
    <message>
        <source>its pictures are in a codec that is not supported</source>
        <translation>его кадры в неподдерживаемом кодеке</translation>
    </message>
    <message>
        <source>its pixel format {0} is not supported</source>
        <translation>его формат пикселей {0} не поддерживается</translation>
    </message>
    <message>
        <source>its preview has 8 bits, the clip has more</source>
        <translation>его превью 8-битное, а клип глубже</translation>
    </message>
    <message>
        <source>job {0} delivers there already</source>
        <translation>задание {0} уже сдаёт туда</translation>
    </message>
    <message>
        <source>line {0}: {1}</source>
        <translation>строка {0}: {1}</translation>
    </message>
    <message>
        <source>no click lies on the object</source>
        <translation>ни один щелчок не попал на объект</translation>
    </message>
    <message>
        <source>no picture has such a name</source>
        <translation>нет изображений с таким именем</translation>
    </message>
    <message>
        <source>nothing is written with the ending {0}</source>
        <translation>файлы с расширением {0} не пишутся</translation>
    </message>
    <message>
        <source>pictures cannot be shown so ({0})</source>
        <translation>так изображения показать нельзя ({0})</translation>
    </message>
    <message>
        <source>stopped; finished parts are kept</source>
        <translation>остановлено; готовые части сохранены</translation>
    </message>
    <message>
        <source>takes too long to read</source>
        <translation>читается слишком долго</translation>
    </message>
    <message>
        <source>takes too much memory to read</source>
        <translation>для чтения нужно слишком много памяти</translation>
    </message>
    <message>
        <source>the background cannot be followed from frame {0} to {1}</source>
        <translation>фон не удаётся проследить от кадра {0} до {1}</translation>
    </message>
    <message>
        <source>the clip has no frames {0} to {1}</source>
        <translation>в клипе нет кадров с {0} по {1}</translation>
    </message>
    <message>
        <source>the clip {0} {1}</source>
        <translation>клип {0} {1}</translation>
    </message>
    <message>
        <source>the colour config cannot be read ({0})</source>
        <translation>конфигурацию цвета не удаётся прочитать ({0})</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>диск заполнен</translation>
    </message>
    <message>
        <source>the disk is read-only</source>
        <translation>диск только для чтения</translation>
    </message>
    <message>
        <source>the edit goes back as {0}</source>
        <translation>монтаж возвращается как {0}</translation>
    </message>
    <message>
        <source>the edit shows nothing that the project has objects for</source>
        <translation>в монтаже нет ничего, для чего в проекте есть объекты</translation>
    </message>
    <message>
        <source>the file breaks off before the end that it promises</source>
        <translation>файл обрывается раньше обещанного конца</translation>
    </message>
    <message>
        <source>the file cannot be opened</source>
        <translation>файл не удаётся открыть</translation>
    </message>
    <message>
        <source>the file is damaged</source>
        <translation>файл повреждён</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>файл пуст</translation>
    </message>
    <message>
        <source>the file may not grow any larger</source>
        <translation>файл больше расти не может</translation>
    </message>
    <message>
        <source>the folder cannot be read</source>
        <translation>папку не удаётся прочитать</translation>
    </message>
    <message>
        <source>the folder may not be written to</source>
        <translation>в папку нельзя записать</translation>
    </message>
    <message>
        <source>the frame is damaged</source>
        <translation>кадр повреждён</translation>
    </message>
    <message>
        <source>the mask of a key frame is empty</source>
        <translation>маска ключевого кадра пуста</translation>
    </message>
    <message>
        <source>the matte is {0}x{1}, the clip is {2}x{3}</source>
        <translation>матт {0}x{1}, а клип {2}x{3}</translation>
    </message>
    <message>
        <source>the mattes of frames {0} to {1} are white all over, so that there is nothing to fill from</source>
        <translation>матты кадров с {0} по {1} целиком белые: заполнять не из чего</translation>
    </message>
    <message>
        <source>the object {0} is drawn on no frame in particular</source>
        <translation>объект {0} не нарисован ни на одном определённом кадре</translation>
    </message>
    <message>
        <source>the object {0} is locked</source>
        <translation>объект {0} заблокирован</translation>
    </message>
    <message>
        <source>the objects of {0} want different engines ({1})</source>
        <translation>объектам {0} нужны разные движки ({1})</translation>
    </message>
    <message>
        <source>the picture is damaged or cannot be read</source>
        <translation>изображение повреждено или не читается</translation>
    </message>
    <message>
        <source>the picture is missing</source>
        <translation>изображение отсутствует</translation>
    </message>
    <message>
        <source>the plate of {0} is gone</source>
        <translation>плейт {0} исчез</translation>
    </message>
    <message>
        <source>the project has no {0} {1}</source>
        <translation>в проекте нет {0} {1}</translation>
    </message>
    <message>
        <source>the project is damaged ({0})</source>
        <translation>проект повреждён ({0})</translation>
    </message>
    <message>
        <source>the project of that name is open, by {0}</source>
        <translation>проект с таким именем открыт: {0}</translation>
    </message>
    <message>
        <source>the queue cannot be written to ({0})</source>
        <translation>в очередь нельзя записать ({0})</translation>
    </message>
    <message>
        <source>the queue is damaged ({0})</source>
        <translation>очередь повреждена ({0})</translation>
    </message>
    <message>
        <source>the queue was made by a newer version</source>
        <translation>очередь создана более новой версией</translation>
    </message>
    <message>
        <source>the region has too little texture</source>
        <translation>в области слишком мало текстуры</translation>
    </message>
    <message>
        <source>the shot {0} has no frame {1}</source>
        <translation>в плане {0} нет кадра {1}</translation>
    </message>
    <message>
        <source>the shot {0} has no objects</source>
        <translation>в плане {0} нет объектов</translation>
    </message>
    <message>
        <source>the shot {0} is taken from {1}</source>
        <translation>план {0} взят из {1}</translation>
    </message>
    <message>
        <source>the size or format of the pictures changes</source>
        <translation>размер или формат кадров меняется</translation>
    </message>
    <message>
        <source>the stored clean plate is damaged</source>
        <translation>сохранённый клинплейт повреждён</translation>
    </message>
    <message>
        <source>the stored matte is damaged: {0}</source>
        <translation>сохранённый матт повреждён: {0}</translation>
    </message>
    <message>
        <source>there is no codec {0}</source>
        <translation>кодека {0} нет</translation>
    </message>
    <message>
        <source>there is no engine {0}</source>
        <translation>движка {0} нет</translation>
    </message>
    <message>
        <source>there is no job {0}</source>
        <translation>задания {0} нет</translation>
    </message>
    <message>
        <source>there is no key matte to start from</source>
        <translation>нет ключевого матта, с которого начать</translation>
    </message>
    <message>
        <source>there is no such LUT</source>
        <translation>такой LUT нет</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>такого файла нет</translation>
    </message>
    <message>
        <source>there is no such folder</source>
        <translation>такой папки нет</translation>
    </message>
    <message>
        <source>there is no such picture</source>
        <translation>такого изображения нет</translation>
    </message>
    <message>
        <source>there is no such project</source>
        <translation>такого проекта нет</translation>
    </message>
    <message>
        <source>this matte was changed since it was made</source>
        <translation>этот матт изменён после создания</translation>
    </message>
    <message>
        <source>torch cannot be loaded ({0})</source>
        <translation>torch не загружается ({0})</translation>
    </message>
    <message>
        <source>torch {0} on {1} in {2}, {3} processor cores</source>
        <translation>torch {0}, устройство {1}, точность {2}, ядер процессора: {3}</translation>
    </message>
    <message>
        <source>two outputs share name or folder</source>
        <translation>у двух результатов одно имя или папка</translation>
    </message>
    <message>
        <source>version {0} of {1} is there twice ({2}, {3})</source>
        <translation>версия {0} плана {1} есть дважды ({2}, {3})</translation>
    </message>
    <message>
        <source>what comes along with the picture cannot be read</source>
        <translation>не удаётся прочитать то, что идёт вместе с изображением</translation>
    </message>
    <message>
        <source>writing failed ({0})</source>
        <translation>запись не удалась ({0})</translation>
    </message>
    <message>
        <source>your share of the disk is used up</source>
        <translation>ваша квота на диске исчерпана</translation>
    </message>
    <message>
        <source>{0} GiB free; caches in {1}, all else in {2}</source>
        <translation>свободно {0} ГиБ; кэш в {1}, всё остальное в {2}</translation>
    </message>
    <message>
        <source>{0} GiB, {1} GiB of it free</source>
        <translation>{0} ГиБ, из них свободно {1} ГиБ</translation>
    </message>
    <message>
        <source>{0} MiB of memory are too little for pictures of this size</source>
        <translation>{0} МиБ памяти мало для кадров такого размера</translation>
    </message>
    <message>
        <source>{0} cannot be written to ({1})</source>
        <translation>в {0} нельзя писать ({1})</translation>
    </message>
    <message>
        <source>{0} cannot hold scene-linear pictures</source>
        <translation>{0} не вмещает сценически-линейные изображения</translation>
    </message>
    <message>
        <source>{0} cannot take plates by {1}</source>
        <translation>{0} не принимает плейты способом {1}</translation>
    </message>
    <message>
        <source>{0} does not hold {1}</source>
        <translation>{0} не вмещает {1}</translation>
    </message>
    <message>
        <source>{0} does not take {1} frames a second</source>
        <translation>{0} не принимает {1} кадров в секунду</translation>
    </message>
    <message>
        <source>{0} has another content than when the job was made</source>
        <translation>содержимое {0} не то, что при создании задания</translation>
    </message>
    <message>
        <source>{0} holds evenly spaced frames only, and these are not</source>
        <translation>{0} вмещает только равномерные кадры, а эти неравномерны</translation>
    </message>
    <message>
        <source>{0} is no frame</source>
        <translation>{0} — не кадр</translation>
    </message>
    <message>
        <source>{0} is no pattern for names</source>
        <translation>{0} — не шаблон имён</translation>
    </message>
    <message>
        <source>{0} is not there</source>
        <translation>{0} отсутствует</translation>
    </message>
    <message>
        <source>{0} takes pictures from {1}x{2} on, and these are {3}x{4}</source>
        <translation>{0} принимает кадры от {1}x{2}, а эти {3}x{4}</translation>
    </message>
    <message>
        <source>{0}, twice, perhaps for lack of memory; finished parts are kept</source>
        <translation>{0}, дважды, возможно, из-за нехватки памяти; готовые части сохранены</translation>
    </message>
</context>
<context>
    <name>ClipGlance</name>
    <message>
        <source>Clip of the edit</source>
        <translation>Клип монтажа</translation>
    </message>
    <message>
        <source>No shot of the project shows it yet.</source>
        <translation>В проекте пока нет плана с этим кадром.</translation>
    </message>
    <message>
        <source>{0}, frame {1}</source>
        <translation>{0}, кадр {1}</translation>
    </message>
</context>
<context>
    <name>Clipboard</name>
    <message>
        <source>None of the copied keys fits this shot.</source>
        <translation>Ни один из скопированных ключей не помещается в этот план.</translation>
    </message>
    <message>
        <source>Nothing was copied yet.</source>
        <translation>Пока ничего не скопировано.</translation>
    </message>
    <message>
        <source>Select an object first.</source>
        <translation>Сначала выберите объект.</translation>
    </message>
    <message>
        <source>The copied object is gone.</source>
        <translation>Скопированного объекта больше нет.</translation>
    </message>
    <message>
        <source>There is no key here that could be copied.</source>
        <translation>Здесь нет ключа, который можно скопировать.</translation>
    </message>
</context>
<context>
    <name>CommandSearch</name>
    <message>
        <source>Command</source>
        <translation>Команда</translation>
    </message>
    <message>
        <source>Command search</source>
        <translation>Поиск команд</translation>
    </message>
    <message>
        <source>Commands that fit</source>
        <translation>Подходящие команды</translation>
    </message>
    <message>
        <source>Type a part of a name</source>
        <translation>Введите часть названия</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Marker</source>
        <translation>Маркер</translation>
    </message>
    <message>
        <source>Name of the marker; nothing removes it.</source>
        <translation>Имя маркера; пустое убирает его.</translation>
    </message>
    <message>
        <source>No frame of this object needs attention.</source>
        <translation>Ни один кадр этого объекта не требует внимания.</translation>
    </message>
    <message>
        <source>Object {0}</source>
        <translation>Объект {0}</translation>
    </message>
    <message>
        <source>Select a shape first.</source>
        <translation>Сначала выберите форму.</translation>
    </message>
    <message>
        <source>The selected object has no mask on this frame.</source>
        <translation>У выбранного объекта нет маски на этом кадре.</translation>
    </message>
    <message>
        <source>There is no keyframe here that could be removed.</source>
        <translation>Здесь нет ключевого кадра, который можно убрать.</translation>
    </message>
    <message>
        <source>There is no marker on this frame.</source>
        <translation>На этом кадре нет маркера.</translation>
    </message>
    <message>
        <source>This frame has no matte to accept.</source>
        <translation>На этом кадре нет матта, который можно принять.</translation>
    </message>
    <message>
        <source>{0} is no frame: type 120, 00:00:04:20, +20 or -1:00.</source>
        <translation>{0} — не кадр: введите 120, 00:00:04:20, +20 или -1:00.</translation>
    </message>
</context>
<context>
    <name>Controls</name>
    <message>
        <source>Choose ...</source>
        <translation>Выбрать...</translation>
    </message>
    <message>
        <source>Choose: {0}</source>
        <translation>Выбрать: {0}</translation>
    </message>
</context>
<context>
    <name>DeliveryDialog</name>
    <message numerus="yes">
        <source>%n shots will be rendered</source>
        <translation>
            <numerusform>будет отрендерен %n план</numerusform>
            <numerusform>будет отрендерено %n плана</numerusform>
            <numerusform>будет отрендерено %n планов</numerusform>
        </translation>
    </message>
    <message>
        <source>As a second reference of their media</source>
        <translation>Вторая ссылка на их медиа</translation>
    </message>
    <message>
        <source>Beginning ...</source>
        <translation>Начинается...</translation>
    </message>
    <message>
        <source>Choose the edit that the plates go back into.</source>
        <translation>Выберите монтаж, в который вернутся плейты.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation>Сдать</translation>
    </message>
    <message>
        <source>Deliver into an edit</source>
        <translation>Передать в монтаж</translation>
    </message>
    <message>
        <source>Delivered as</source>
        <translation>Сдаётся как</translation>
    </message>
    <message>
        <source>Delivered: {0}</source>
        <translation>Сдано: {0}</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Монтаж</translation>
    </message>
    <message>
        <source>Edits ({0})</source>
        <translation>Монтажи ({0})</translation>
    </message>
    <message>
        <source>Folder of plates</source>
        <translation>Папка плейтов</translation>
    </message>
    <message>
        <source>How plates come in</source>
        <translation>Как вставлять плейты</translation>
    </message>
    <message>
        <source>In the place of the clips</source>
        <translation>Вместо клипов</translation>
    </message>
    <message>
        <source>It needs an edit that shows shots with objects.</source>
        <translation>Нужен монтаж, в котором есть планы с объектами.</translation>
    </message>
    <message>
        <source>New edit</source>
        <translation>Новый монтаж</translation>
    </message>
    <message>
        <source>Nothing: its shot has no objects</source>
        <translation>Ничего: в его плане нет объектов</translation>
    </message>
    <message>
        <source>Nothing: the project has no shot of its frames</source>
        <translation>Ничего: в проекте нет плана с его кадрами</translation>
    </message>
    <message>
        <source>On a track above them</source>
        <translation>На дорожке над ними</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход работы</translation>
    </message>
    <message>
        <source>Reading {0} ...</source>
        <translation>Чтение {0}...</translation>
    </message>
    <message>
        <source>Rendered from</source>
        <translation>Рендерится из</translation>
    </message>
    <message>
        <source>Shot</source>
        <translation>План</translation>
    </message>
    <message>
        <source>Shot {0} of {1}: {2}, {3} of {4}</source>
        <translation>План {0} из {1}: {2}, {3} из {4}</translation>
    </message>
    <message>
        <source>Shots of the edit</source>
        <translation>Планы монтажа</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
    </message>
    <message>
        <source>Stopping ...</source>
        <translation>Останавливается...</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Версии</translation>
    </message>
    <message>
        <source>filling</source>
        <translation>заполнение</translation>
    </message>
    <message>
        <source>looking for cuts and holes</source>
        <translation>поиск склеек и дыр</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>пока нет</translation>
    </message>
    <message>
        <source>{0}, {1} left</source>
        <translation>{0}, осталось {1}</translation>
    </message>
    <message numerus="yes">
        <source>{0}; %n stay as they are</source>
        <translation>
            <numerusform>{0}; %n остаётся как есть</numerusform>
            <numerusform>{0}; %n остаются как есть</numerusform>
            <numerusform>{0}; %n остаются как есть</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DocumentBridge</name>
    <message>
        <source>Open for reading only: {0}.</source>
        <translation>Открыто только для чтения: {0}.</translation>
    </message>
    <message>
        <source>Reading {0} ...</source>
        <translation>Чтение {0}...</translation>
    </message>
</context>
<context>
    <name>EditPanel</name>
    <message>
        <source>Choose a clip of the edit first.</source>
        <translation>Сначала выберите клип монтажа.</translation>
    </message>
    <message>
        <source>Choose which clips of the edit become shots.</source>
        <translation>Выбрать, какие клипы монтажа станут планами.</translation>
    </message>
    <message>
        <source>Deliver ...</source>
        <translation>Сдать...</translation>
    </message>
    <message>
        <source>Import ...</source>
        <translation>Импорт...</translation>
    </message>
    <message>
        <source>Import an edit (OTIO, XML, FCPXML, EDL or AAF) to see its tracks here.</source>
        <translation>Импортируйте монтаж (OTIO, XML, FCPXML, EDL или AAF), чтобы увидеть здесь его дорожки.</translation>
    </message>
    <message>
        <source>Make shot</source>
        <translation>Создать план</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Ещё</translation>
    </message>
    <message>
        <source>No shot yet: a double click or Enter makes it, named {0}.</source>
        <translation>Плана ещё нет: двойной щелчок или Enter создаст его под именем {0}.</translation>
    </message>
    <message>
        <source>Open sequence</source>
        <translation>Открыть секвенцию</translation>
    </message>
    <message>
        <source>Open shot</source>
        <translation>Открыть план</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход работы</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Прочитать снова</translation>
    </message>
    <message>
        <source>Read the edit anew, and look for new clean plates.</source>
        <translation>Прочитать монтаж заново и найти новые клинплейты.</translation>
    </message>
    <message>
        <source>Reading {0} ...</source>
        <translation>Чтение {0}...</translation>
    </message>
    <message>
        <source>Render clean plates by version and put them into the edit.</source>
        <translation>Отрендерить клинплейты по версиям и вставить их в монтаж.</translation>
    </message>
    <message>
        <source>Scroll time</source>
        <translation>Прокрутка времени</translation>
    </message>
    <message>
        <source>Scroll tracks</source>
        <translation>Прокрутка дорожек</translation>
    </message>
    <message>
        <source>Sequence</source>
        <translation>Секвенция</translation>
    </message>
    <message>
        <source>Shot list ...</source>
        <translation>Список планов...</translation>
    </message>
    <message>
        <source>Shot {0}</source>
        <translation>План {0}</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>от {0} до {1}</translation>
    </message>
    <message>
        <source>{0}, frames {1} to {2}</source>
        <translation>{0}, кадры с {1} по {2}</translation>
    </message>
</context>
<context>
    <name>EditStore</name>
    <message>
        <source>Looking at {0} ...</source>
        <translation>Просмотр {0}...</translation>
    </message>
</context>
<context>
    <name>EditTracks</name>
    <message>
        <source>muted</source>
        <translation>отключён</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>нет файла</translation>
    </message>
    <message>
        <source>ramp</source>
        <translation>рампа</translation>
    </message>
    <message>
        <source>sequence</source>
        <translation>секвенция</translation>
    </message>
    <message>
        <source>shared by {0}</source>
        <translation>общий для {0}</translation>
    </message>
    <message>
        <source>still</source>
        <translation>стоп-кадр</translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message>
        <source>Frame {0}: {1}; {2}.</source>
        <translation>Кадр {0}: {1}; {2}.</translation>
    </message>
    <message>
        <source>{0}, frame {1}: {2}; {3}.</source>
        <translation>{0}, кадр {1}: {2}; {3}.</translation>
    </message>
    <message>
        <source>{0}: {1}; {2}.</source>
        <translation>{0}: {1}; {2}.</translation>
    </message>
    <message>
        <source>{0}; {1}.</source>
        <translation>{0}; {1}.</translation>
    </message>
</context>
<context>
    <name>FileCommands</name>
    <message>
        <source>Don't save</source>
        <translation>Не сохранять</translation>
    </message>
    <message>
        <source>Drawing the sample ...</source>
        <translation>Рисование примера...</translation>
    </message>
    <message>
        <source>Drawing the sample: frame {0} of {1}</source>
        <translation>Рисование примера: кадр {0} из {1}</translation>
    </message>
    <message>
        <source>Every change is on the disk already.</source>
        <translation>Все изменения уже на диске.</translation>
    </message>
    <message>
        <source>Import a clip or an edit</source>
        <translation>Импорт клипа или монтажа</translation>
    </message>
    <message>
        <source>Import a folder of pictures</source>
        <translation>Импорт папки картинок</translation>
    </message>
    <message>
        <source>Open a folder of pictures</source>
        <translation>Открыть папку картинок</translation>
    </message>
    <message>
        <source>Open a project, a clip or an edit</source>
        <translation>Открыть проект, клип или монтаж</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Картинки (*.png)</translation>
    </message>
    <message>
        <source>Project without a name</source>
        <translation>Проект без имени</translation>
    </message>
    <message>
        <source>Projects (*.cleanplate)</source>
        <translation>Проекты (*.cleanplate)</translation>
    </message>
    <message>
        <source>Save current frame</source>
        <translation>Сохранить текущий кадр</translation>
    </message>
    <message>
        <source>Save project as</source>
        <translation>Сохранить проект как</translation>
    </message>
    <message>
        <source>Save the project with {0} under a name?</source>
        <translation>Сохранить проект с {0} под именем?</translation>
    </message>
    <message>
        <source>Without a name it is thrown away.</source>
        <translation>Без имени он будет выброшен.</translation>
    </message>
    <message>
        <source>{0} could not be written.</source>
        <translation>Не удалось записать {0}.</translation>
    </message>
</context>
<context>
    <name>FillPreview</name>
    <message>
        <source>Another job is running; press Esc to stop it.</source>
        <translation>Идёт другое задание; Esc остановит его.</translation>
    </message>
    <message>
        <source>Filling frames {0} to {1}</source>
        <translation>Заполнение кадров с {0} по {1}</translation>
    </message>
</context>
<context>
    <name>FindDialog</name>
    <message>
        <source>Another job is running; press Esc to stop it.</source>
        <translation>Идёт другое задание; Esc остановит его.</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>Уверенность</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Найти</translation>
    </message>
    <message>
        <source>Find in the shot</source>
        <translation>Поиск в плане</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Найдено</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Кадры</translation>
    </message>
    <message>
        <source>Logo {0}</source>
        <translation>Логотип {0}</translation>
    </message>
    <message>
        <source>Logos that stay where they are</source>
        <translation>Неподвижные логотипы</translation>
    </message>
    <message>
        <source>Look for</source>
        <translation>Что искать</translation>
    </message>
    <message>
        <source>Make objects</source>
        <translation>Создать объекты</translation>
    </message>
    <message>
        <source>Nothing of the kind was found. Paint a mask instead.</source>
        <translation>Ничего такого не найдено. Нарисуйте маску вручную.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход выполнения</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Поиск</translation>
    </message>
    <message>
        <source>Subtitle {0}</source>
        <translation>Субтитр {0}</translation>
    </message>
    <message>
        <source>Subtitles and titles</source>
        <translation>Субтитры и титры</translation>
    </message>
    <message>
        <source>Text that belongs to the scene, too</source>
        <translation>И текст, который есть в самой сцене</translation>
    </message>
    <message>
        <source>The shot is looked through; you can go on working.</source>
        <translation>План просматривается; можно продолжать работу.</translation>
    </message>
    <message>
        <source>Untick what is to stay. The mattes can be painted on afterwards, like all others.</source>
        <translation>Снимите галочки с того, что должно остаться. Матты потом можно править, как и все остальные.</translation>
    </message>
    <message>
        <source>Watermark {0}</source>
        <translation>Водяной знак {0}</translation>
    </message>
    <message>
        <source>Watermarks: large and faint</source>
        <translation>Водяные знаки: крупные и бледные</translation>
    </message>
    <message>
        <source>What is burned into the picture is found without painting.</source>
        <translation>То, что впечатано в картинку, находится без рисования.</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Найденное</translation>
    </message>
    <message>
        <source>{0} %</source>
        <translation>{0} %</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0}–{1}</translation>
    </message>
</context>
<context>
    <name>HelpCommands</name>
    <message>
        <source>Archives (*.zip)</source>
        <translation>Архивы (*.zip)</translation>
    </message>
    <message>
        <source>Collecting diagnostics ...</source>
        <translation>Сбор диагностики...</translation>
    </message>
    <message>
        <source>Diagnostics are in {0}.</source>
        <translation>Диагностика сохранена в {0}.</translation>
    </message>
    <message>
        <source>Save diagnostics</source>
        <translation>Сохранить диагностику</translation>
    </message>
</context>
<context>
    <name>HelpPage</name>
    <message>
        <source>Accept what is right; nothing automatic changes it any more.</source>
        <translation>Примите то, что верно; автоматика этого больше не изменит.</translation>
    </message>
    <message>
        <source>Go through it by frames, or play it.</source>
        <translation>Пройдите его по кадрам или проиграйте.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Справка</translation>
    </message>
    <message>
        <source>Look at the matte alone, and at the hole.</source>
        <translation>Посмотрите отдельно на матт и на дыру.</translation>
    </message>
    <message>
        <source>Make an object for each thing to remove.</source>
        <translation>Заведите объект для каждой вещи, которую надо убрать.</translation>
    </message>
    <message>
        <source>Nothing needs saving; give the project a name when you like.</source>
        <translation>Сохранять не нужно; имя проекту можно дать когда угодно.</translation>
    </message>
    <message>
        <source>Open a clip, a folder of pictures or a project.</source>
        <translation>Откройте клип, папку картинок или проект.</translation>
    </message>
    <message>
        <source>Paint over it, draw its outline, or click on it.</source>
        <translation>Закрасьте её, обведите контур или щёлкните по ней.</translation>
    </message>
</context>
<context>
    <name>HistoryPanel</name>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>{0} (undone)</source>
        <translation>{0} (отменено)</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message numerus="yes">
        <source>%n clips</source>
        <translation>
            <numerusform>%n клип</numerusform>
            <numerusform>%n клипа</numerusform>
            <numerusform>%n клипов</numerusform>
        </translation>
    </message>
    <message>
        <source>All</source>
        <translation>Все</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>Клип</translation>
    </message>
    <message>
        <source>Clips of the edit</source>
        <translation>Клипы монтажа</translation>
    </message>
    <message>
        <source>Deliveries and changed versions of the edit go by this list.</source>
        <translation>По этому списку идут сдача и новые версии монтажа.</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Кадры</translation>
    </message>
    <message>
        <source>Frames per second</source>
        <translation>Кадров в секунду</translation>
    </message>
    <message>
        <source>Frames that a delivery has on both ends, as far as the clip has them.</source>
        <translation>Кадры про запас с обоих концов, насколько их хватает в клипе.</translation>
    </message>
    <message>
        <source>Handles</source>
        <translation>Хэндлы</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Импорт</translation>
    </message>
    <message numerus="yes">
        <source>Import %n shots</source>
        <translation>
            <numerusform>Импортировать %n план</numerusform>
            <numerusform>Импортировать %n плана</numerusform>
            <numerusform>Импортировать %n планов</numerusform>
        </translation>
    </message>
    <message>
        <source>In the edit</source>
        <translation>В монтаже</translation>
    </message>
    <message>
        <source>Keep the list of shots beside the edit</source>
        <translation>Хранить список планов рядом с монтажом</translation>
    </message>
    <message>
        <source>Look there for media that does not lie where the edit says.</source>
        <translation>Искать там медиа, которого нет на указанном месте.</translation>
    </message>
    <message>
        <source>Looking at the clips ...</source>
        <translation>Осмотр клипов...</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>С маркерами</translation>
    </message>
    <message>
        <source>Most probable rate</source>
        <translation>Вероятная частота</translation>
    </message>
    <message>
        <source>Muted clips, too</source>
        <translation>И отключённые клипы</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Имена</translation>
    </message>
    <message>
        <source>Names of shots</source>
        <translation>Имена планов</translation>
    </message>
    <message>
        <source>Naming shots ...</source>
        <translation>Именование планов...</translation>
    </message>
    <message>
        <source>No shot: {0}</source>
        <translation>Не план: {0}</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ни одного</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход работы</translation>
    </message>
    <message>
        <source>Reading {0} ...</source>
        <translation>Чтение {0}...</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Примечания</translation>
    </message>
    <message>
        <source>Search a folder ...</source>
        <translation>Искать в папке...</translation>
    </message>
    <message>
        <source>Search for media in</source>
        <translation>Где искать медиа</translation>
    </message>
    <message>
        <source>Shot</source>
        <translation>План</translation>
    </message>
    <message>
        <source>Shots of {0}</source>
        <translation>Планы из {0}</translation>
    </message>
    <message>
        <source>Show its tracks</source>
        <translation>Показать дорожки</translation>
    </message>
    <message>
        <source>Text with {number:3}, {marker}, {clip}, {event}, {reel} or {track}; numbers go up in tens.</source>
        <translation>Текст с {number:3}, {marker}, {clip}, {event}, {reel} или {track}; номера идут десятками.</translation>
    </message>
    <message>
        <source>The edit shows no clip with pictures.</source>
        <translation>В монтаже нет клипов с изображением.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Попробовать снова</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>кадров</translation>
    </message>
    <message>
        <source>in the list already</source>
        <translation>уже в списке</translation>
    </message>
    <message>
        <source>{0:.5g} fps</source>
        <translation>{0:.5g} к/с</translation>
    </message>
    <message>
        <source>{0} of {1} shots chosen</source>
        <translation>Выбрано планов: {0} из {1}</translation>
    </message>
    <message>
        <source>{0} to {1}, handles {2} + {3}</source>
        <translation>с {0} по {1}, хэндлы {2} + {3}</translation>
    </message>
    <message numerus="yes">
        <source>{0}; %n clips cannot be shots</source>
        <translation>
            <numerusform>{0}; %n клип не может быть планом</numerusform>
            <numerusform>{0}; %n клипа не могут быть планами</numerusform>
            <numerusform>{0}; %n клипов не могут быть планами</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>InspectorPanel</name>
    <message>
        <source>Add</source>
        <translation>Добавить</translation>
    </message>
    <message>
        <source>Eased</source>
        <translation>Плавно</translation>
    </message>
    <message>
        <source>Effect</source>
        <extracomment>What a shape does to the mask: adds to it, takes away, ...</extracomment>
        <translation>Действие</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Движок</translation>
    </message>
    <message>
        <source>Feather</source>
        <translation>Растушёвка</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Заполнение</translation>
    </message>
    <message>
        <source>Grow</source>
        <translation>Расширение</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Удержание</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Инспектор</translation>
    </message>
    <message>
        <source>Intersect</source>
        <translation>Пересечь</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>Линейно</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Маска</translation>
    </message>
    <message>
        <source>Refine</source>
        <translation>Уточнение</translation>
    </message>
    <message>
        <source>Select an object to see what it is set to.</source>
        <translation>Выберите объект, чтобы увидеть его настройки.</translation>
    </message>
    <message>
        <source>Shadow direction</source>
        <translation>Направление тени</translation>
    </message>
    <message>
        <source>Shadow reach</source>
        <translation>Длина тени</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Форма</translation>
    </message>
    <message>
        <source>Subtract</source>
        <translation>Вычесть</translation>
    </message>
    <message>
        <source>To the next keyframe</source>
        <translation>До следующего ключа</translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>All keys</source>
        <translation>Все клавиши</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
</context>
<context>
    <name>LaneNames</name>
    <message>
        <source>Clip</source>
        <translation>Клип</translation>
    </message>
    <message>
        <source>Names of the lanes</source>
        <translation>Имена дорожек</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Звук</translation>
    </message>
</context>
<context>
    <name>MachineDialog</name>
    <message numerus="yes">
        <source>%n things do not work; the list says what to do.</source>
        <translation>
            <numerusform>Не работает %n вещь; что делать, сказано в списке.</numerusform>
            <numerusform>Не работают %n вещи; что делать, сказано в списке.</numerusform>
            <numerusform>Не работают %n вещей; что делать, сказано в списке.</numerusform>
        </translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Проверить снова</translation>
    </message>
    <message>
        <source>Checked</source>
        <translation>Проверено</translation>
    </message>
    <message>
        <source>Codecs</source>
        <translation>Кодеки</translation>
    </message>
    <message>
        <source>Could be better</source>
        <translation>Могло быть лучше</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>Диск</translation>
    </message>
    <message>
        <source>Does not work</source>
        <translation>Не работает</translation>
    </message>
    <message>
        <source>Everything that is needed works.</source>
        <translation>Всё необходимое работает.</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Найдено</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Хорошо</translation>
    </message>
    <message>
        <source>Looking at codecs, graphics, memory and disk; this takes some seconds.</source>
        <translation>Проверяются кодеки, графика, память и диск; это займёт несколько секунд.</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Память</translation>
    </message>
    <message>
        <source>Networks and graphics</source>
        <translation>Нейросети и графика</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход работы</translation>
    </message>
    <message>
        <source>Results of the checks</source>
        <translation>Результаты проверок</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Этот компьютер</translation>
    </message>
    <message>
        <source>Weights of networks</source>
        <translation>Веса нейросетей</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Что делать</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Окно</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source> (read only)</source>
        <translation> (только чтение)</translation>
    </message>
    <message>
        <source>Deliver</source>
        <translation>Сдача</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Монтаж</translation>
    </message>
    <message>
        <source>History</source>
        <translation>История</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Инспектор</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Объекты</translation>
    </message>
    <message>
        <source>Open a clip first.</source>
        <translation>Сначала откройте клип.</translation>
    </message>
    <message>
        <source>Redo {0}</source>
        <translation>Повторить: {0}</translation>
    </message>
    <message>
        <source>References</source>
        <translation>Эталоны</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Удаление</translation>
    </message>
    <message>
        <source>Roto</source>
        <translation>Рото</translation>
    </message>
    <message>
        <source>Scopes</source>
        <translation>Скоупы</translation>
    </message>
    <message>
        <source>There is no project yet.</source>
        <translation>Проекта пока нет.</translation>
    </message>
    <message>
        <source>This project is open for reading only.</source>
        <translation>Проект открыт только для чтения.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Таймлайн</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Инструменты</translation>
    </message>
    <message>
        <source>Undo {0}</source>
        <translation>Отменить: {0}</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>Без имени</translation>
    </message>
    <message>
        <source>{0} dropped</source>
        <translation>пропущено {0}</translation>
    </message>
</context>
<context>
    <name>MessagesPanel</name>
    <message>
        <source>Clear</source>
        <translation>Очистить</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>Копировать всё</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Put this away</source>
        <translation>Убрать</translation>
    </message>
</context>
<context>
    <name>Notifier</name>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
</context>
<context>
    <name>ObjectRow</name>
    <message>
        <source>Lowest confidence between in and out</source>
        <translation>Наименьшая уверенность между точками входа и выхода</translation>
    </message>
    <message>
        <source>Name of the object</source>
        <translation>Имя объекта</translation>
    </message>
    <message>
        <source>Protect {0} from edits</source>
        <translation>Защитить {0} от правок</translation>
    </message>
    <message>
        <source>Show only the mask of {0}</source>
        <translation>Показывать только маску {0}</translation>
    </message>
    <message>
        <source>Show the overlay of {0}</source>
        <translation>Показывать наложение {0}</translation>
    </message>
</context>
<context>
    <name>ObjectsPanel</name>
    <message>
        <source>Nothing to remove yet.

Press {0} for a new object, then paint over it with the brush ({1}) or click on it with the smart tool ({2}).</source>
        <translation>Пока нечего удалять.

Нажмите {0}, чтобы завести объект, затем закрасьте его кистью ({1}) или щёлкните по нему умным инструментом ({2}).</translation>
    </message>
    <message>
        <source>Objects to remove</source>
        <translation>Объекты для удаления</translation>
    </message>
</context>
<context>
    <name>OfferBar</name>
    <message>
        <source>Offer</source>
        <translation>Предложение</translation>
    </message>
    <message>
        <source>Put this away</source>
        <translation>Убрать</translation>
    </message>
</context>
<context>
    <name>Offers</name>
    <message>
        <source>Carry both ways</source>
        <translation>Протянуть в обе стороны</translation>
    </message>
    <message>
        <source>Carry the correction of frame {0} both ways, over frames {1} to {2}? What you made stays.</source>
        <translation>Протянуть исправление кадра {0} в обе стороны, по кадрам с {1} по {2}? Сделанное вами останется.</translation>
    </message>
    <message>
        <source>Frame {0} is the least certain. Correct its mask, then press {1}: it is carried both ways up to the next frame that you made.</source>
        <translation>Кадр {0} самый ненадёжный. Исправьте его маску и нажмите {1}: она протянется в обе стороны до ближайших кадров, сделанных вами.</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Перейти</translation>
    </message>
</context>
<context>
    <name>Outlook</name>
    <message>
        <source>A longer range may show more, too.</source>
        <translation>Больший диапазон тоже может показать больше.</translation>
    </message>
    <message>
        <source>Paint a clean plate there, or choose an engine that invents well, like auto or rnot.</source>
        <translation>Нарисуйте там клинплейт или выберите движок, который хорошо додумывает, например auto или rnot.</translation>
    </message>
    <message>
        <source>Part of the background is never seen between frames {first} and {last}, most of it at frame {worst} ({share:.0%} of the hole): it will be invented.</source>
        <translation>Часть фона не видна ни разу между кадрами {first} и {last}, больше всего на кадре {worst} ({share:.0%} дыры): она будет додумана.</translation>
    </message>
</context>
<context>
    <name>PlateCommands</name>
    <message>
        <source>Pictures ({0})</source>
        <translation>Картинки ({0})</translation>
    </message>
    <message>
        <source>Reading {0} ...</source>
        <translation>Чтение {0}...</translation>
    </message>
    <message>
        <source>Retouched picture of this frame</source>
        <translation>Ретушь этого кадра</translation>
    </message>
    <message>
        <source>This frame has a clean plate already.</source>
        <translation>У этого кадра уже есть клинплейт.</translation>
    </message>
    <message>
        <source>This frame has no clean plate.</source>
        <translation>У этого кадра нет клинплейта.</translation>
    </message>
</context>
<context>
    <name>PlateOptions</name>
    <message>
        <source>Clone</source>
        <translation>Клон</translation>
    </message>
    <message>
        <source>Ctrl+click in the picture says where pixels come from</source>
        <translation>Ctrl+щелчок в картинке задаёт источник пикселей</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Кадр</translation>
    </message>
    <message>
        <source>Heal</source>
        <translation>Лечение</translation>
    </message>
    <message>
        <source>Pixels of the source as they are; click for the next kind</source>
        <translation>Пиксели источника как есть; щелчок — следующий способ</translation>
    </message>
    <message>
        <source>Texture of the source, light of the place; click for the next kind</source>
        <translation>Фактура источника, свет места; щелчок — следующий способ</translation>
    </message>
    <message>
        <source>The same place of the background on another frame; click for the next</source>
        <translation>То же место фона на другом кадре; щелчок — следующий способ</translation>
    </message>
    <message>
        <source>from {0}</source>
        <translation>из {0}</translation>
    </message>
    <message>
        <source>no source</source>
        <translation>нет источника</translation>
    </message>
</context>
<context>
    <name>PlateTool</name>
    <message>
        <source>Ctrl+click where the pixels are to come from first, on this frame or another.</source>
        <translation>Сначала Ctrl+щелчок там, откуда брать пиксели, на этом кадре или другом.</translation>
    </message>
    <message>
        <source>Go to another frame that shows the background, and Ctrl+click on it.</source>
        <translation>Перейдите на другой кадр, где виден фон, и щёлкните с Ctrl.</translation>
    </message>
    <message>
        <source>This project is open for reading only.</source>
        <translation>Проект открыт только для чтения.</translation>
    </message>
</context>
<context>
    <name>PreferencesDialog</name>
    <message>
        <source>Around the picture</source>
        <translation>Вокруг картинки</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Как в системе</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Тёмный</translation>
    </message>
    <message>
        <source>Disk for proxies</source>
        <translation>Место для прокси</translation>
    </message>
    <message>
        <source>Everything takes effect at once.</source>
        <translation>Всё действует сразу.</translation>
    </message>
    <message>
        <source>Folder of proxies</source>
        <translation>Папка прокси</translation>
    </message>
    <message>
        <source>Frames are shown</source>
        <translation>Кадры показывать</translation>
    </message>
    <message>
        <source>GB</source>
        <translation>ГБ</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Высокий контраст</translation>
    </message>
    <message>
        <source>In the background, behind everything else; propagation begins sooner then.</source>
        <translation>В фоне, уступая всему остальному; протягивание тогда начинается быстрее.</translation>
    </message>
    <message>
        <source>Keep proxies where the system keeps caches.</source>
        <translation>Хранить прокси там, где система хранит кэш.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Язык</translation>
    </message>
    <message>
        <source>Large step</source>
        <translation>Большой шаг</translation>
    </message>
    <message>
        <source>Learn objects while they are painted</source>
        <translation>Изучать объекты, пока их рисуют</translation>
    </message>
    <message>
        <source>MB</source>
        <translation>МБ</translation>
    </message>
    <message>
        <source>Memory for frames</source>
        <translation>Память для кадров</translation>
    </message>
    <message>
        <source>Middle grey</source>
        <translation>Средне-серый</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Настройки</translation>
    </message>
    <message>
        <source>Size of text and controls</source>
        <translation>Размер текста и элементов</translation>
    </message>
    <message>
        <source>Small step</source>
        <translation>Малый шаг</translation>
    </message>
    <message>
        <source>Tell on the desktop when a long job has ended</source>
        <translation>Уведомлять, когда долгое задание закончено</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Тема</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>Обычная</translation>
    </message>
    <message>
        <source>a quarter of memory</source>
        <translation>четверть памяти</translation>
    </message>
    <message>
        <source>as numbers from 0</source>
        <translation>номерами с 0</translation>
    </message>
    <message>
        <source>as numbers from 1001</source>
        <translation>номерами с 1001</translation>
    </message>
    <message>
        <source>as timecode</source>
        <translation>таймкодом</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>кадров</translation>
    </message>
    <message>
        <source>where the system keeps caches</source>
        <translation>там, где система хранит кэш</translation>
    </message>
</context>
<context>
    <name>Propagation</name>
    <message>
        <source>Another job is running; press Esc to stop it.</source>
        <translation>Идёт другое задание; Esc остановит его.</translation>
    </message>
    <message>
        <source>No frame from {0} to {1} has a mask of {2} to start from.</source>
        <translation>Ни на одном кадре с {0} по {1} нет маски объекта {2}, с которой можно начать.</translation>
    </message>
    <message>
        <source>Paint something on a frame first.</source>
        <translation>Сначала нарисуйте что-нибудь на кадре.</translation>
    </message>
    <message>
        <source>Propagating {0}</source>
        <translation>Протягивание: {0}</translation>
    </message>
</context>
<context>
    <name>QueueDrawer</name>
    <message>
        <source>Begin again; what is finished is taken over</source>
        <translation>Начать снова; готовое будет взято</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Cancel and keep finished frames for a retry</source>
        <translation>Отменить и сохранить готовые кадры для повтора</translation>
    </message>
    <message>
        <source>Cancel and remove finished frames</source>
        <translation>Отменить и удалить готовые кадры</translation>
    </message>
    <message>
        <source>Clear finished</source>
        <translation>Убрать готовые</translation>
    </message>
    <message>
        <source>Do it after the job below</source>
        <translation>Сделать после следующего задания</translation>
    </message>
    <message>
        <source>Do it before the job above</source>
        <translation>Сделать перед предыдущим заданием</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Ниже</translation>
    </message>
    <message>
        <source>Forget jobs that are done or cancelled</source>
        <translation>Забыть готовые и отменённые задания</translation>
    </message>
    <message>
        <source>Free memory and GPU; what is finished is kept</source>
        <translation>Освободить память и GPU; готовое сохранится</translation>
    </message>
    <message>
        <source>Give the job up</source>
        <translation>Отказаться от задания</translation>
    </message>
    <message>
        <source>Go on where it stopped</source>
        <translation>Продолжить с места остановки</translation>
    </message>
    <message>
        <source>Higher ones go first</source>
        <translation>Сначала идут более высокие</translation>
    </message>
    <message>
        <source>Nothing is queued. {0} puts the shot into the queue.
It is rendered by a process of its own, which goes on when this window is closed.</source>
        <translation>Очередь пуста. {0} ставит план в очередь.
Его рендерит отдельный процесс, который продолжит и после закрытия окна.</translation>
    </message>
    <message>
        <source>Open the folder it is delivered to</source>
        <translation>Открыть папку сдачи</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Пауза</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Приоритет</translation>
    </message>
    <message>
        <source>Render queue</source>
        <translation>Очередь рендера</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Продолжить</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Повторить</translation>
    </message>
    <message>
        <source>Select a job to see what happened to it.</source>
        <translation>Выберите задание, чтобы узнать, что с ним.</translation>
    </message>
    <message>
        <source>Show file</source>
        <translation>Показать файл</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Выше</translation>
    </message>
    <message>
        <source>What happened to the job</source>
        <translation>Что с заданием</translation>
    </message>
</context>
<context>
    <name>QueueModel</name>
    <message>
        <source>Cancelled</source>
        <translation>Отменено</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Проверка</translation>
    </message>
    <message>
        <source>Coming in</source>
        <translation>Поступает</translation>
    </message>
    <message>
        <source>Delivered to</source>
        <translation>Куда сдаётся</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Готово</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Движок</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Ошибка</translation>
    </message>
    <message>
        <source>Filling</source>
        <translation>Заполнение</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Кадры</translation>
    </message>
    <message>
        <source>Frames/s</source>
        <translation>Кадр/с</translation>
    </message>
    <message>
        <source>Job</source>
        <translation>Задание</translation>
    </message>
    <message>
        <source>Looking it over</source>
        <translation>Осмотр</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>На паузе</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Идёт</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Осталось</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Ждёт</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Запись</translation>
    </message>
    <message>
        <source>all</source>
        <translation>все</translation>
    </message>
</context>
<context>
    <name>ReferencesPanel</name>
    <message>
        <source>Clean plate; click goes there, Delete removes it</source>
        <translation>Клинплейт; щелчок — перейти, Delete — удалить</translation>
    </message>
    <message>
        <source>Click goes there, Delete unpins</source>
        <translation>Щелчок — перейти, Delete — открепить</translation>
    </message>
    <message>
        <source>Frame {0}</source>
        <translation>Кадр {0}</translation>
    </message>
    <message>
        <source>No pinned frame. Where the matte of a frame is right, accept it: it is kept and followed.</source>
        <translation>Закреплённых кадров нет. Если матт кадра верен, примите его: он сохранится и станет опорой.</translation>
    </message>
    <message>
        <source>Pinned frames</source>
        <translation>Закреплённые кадры</translation>
    </message>
    <message>
        <source>Plate {0}</source>
        <translation>Плейт {0}</translation>
    </message>
</context>
<context>
    <name>RelinkDialog</name>
    <message numerus="yes">
        <source>%n clips are missing.</source>
        <translation>
            <numerusform>Не хватает %n клипа.</numerusform>
            <numerusform>Не хватает %n клипов.</numerusform>
            <numerusform>Не хватает %n клипов.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n clips were not found there.</source>
        <translation>
            <numerusform>Там не найден %n клип.</numerusform>
            <numerusform>Там не найдены %n клипа.</numerusform>
            <numerusform>Там не найдены %n клипов.</numerusform>
        </translation>
    </message>
    <message>
        <source>A folder of pictures that are the frames of the clip.</source>
        <translation>Папка картинок — кадров клипа.</translation>
    </message>
    <message>
        <source>All clips are there.</source>
        <translation>Все клипы на месте.</translation>
    </message>
    <message>
        <source>Another file lies there</source>
        <translation>Там другой файл</translation>
    </message>
    <message>
        <source>Choose a file ...</source>
        <translation>Выбрать файл...</translation>
    </message>
    <message>
        <source>Choose pictures ...</source>
        <translation>Выбрать картинки...</translation>
    </message>
    <message>
        <source>Clip</source>
        <translation>Клип</translation>
    </message>
    <message>
        <source>Clips of the project</source>
        <translation>Клипы проекта</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Закрыть</translation>
    </message>
    <message>
        <source>Find clips again</source>
        <translation>Найти клипы снова</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Найдено</translation>
    </message>
    <message>
        <source>Look for missing clips there and in all folders within.</source>
        <translation>Искать недостающие клипы там и во всех вложенных папках.</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Нет на месте</translation>
    </message>
    <message>
        <source>Paint and settings stay as they are; only the place of the clip changes.</source>
        <translation>Рисунок и настройки останутся; изменится только место клипа.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Ход работы</translation>
    </message>
    <message>
        <source>Reading {0} ...</source>
        <translation>Чтение {0}...</translation>
    </message>
    <message>
        <source>Search a folder ...</source>
        <translation>Искать в папке...</translation>
    </message>
    <message>
        <source>Search for clips in</source>
        <translation>Где искать клипы</translation>
    </message>
    <message>
        <source>Searching {0} ...</source>
        <translation>Поиск в {0}...</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Состояние</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Стоп</translation>
    </message>
    <message>
        <source>This project is open for reading only.</source>
        <translation>Проект открыт только для чтения.</translation>
    </message>
    <message>
        <source>Where are its pictures now?</source>
        <translation>Где теперь его картинки?</translation>
    </message>
    <message>
        <source>Where is the clip now?</source>
        <translation>Где теперь клип?</translation>
    </message>
    <message>
        <source>Where it was</source>
        <translation>Где был</translation>
    </message>
</context>
<context>
    <name>Remedies</name>
    <message>
        <source>`cleanplate models import FILE` brings published ones in</source>
        <translation>`cleanplate models import FILE` возьмёт опубликованные</translation>
    </message>
    <message>
        <source>a graphics card that torch knows makes the learned engines much faster</source>
        <translation>с видеокартой, которую знает torch, обученные движки намного быстрее</translation>
    </message>
    <message>
        <source>add its clips to the project, and what is to be removed</source>
        <translation>добавьте в проект его клипы и то, что нужно убрать</translation>
    </message>
    <message>
        <source>add what is to be removed</source>
        <translation>добавьте то, что нужно убрать</translation>
    </message>
    <message>
        <source>allow at least --memory {0}M, or work on a proxy with --scale</source>
        <translation>дайте не менее {0} МиБ памяти или работайте на прокси</translation>
    </message>
    <message>
        <source>allow reading it</source>
        <translation>разрешите чтение</translation>
    </message>
    <message>
        <source>allow writing to file and folder, or close what holds it</source>
        <translation>разрешите запись в файл и папку или закройте то, что их держит</translation>
    </message>
    <message>
        <source>check disk and folder</source>
        <translation>проверьте диск и папку</translation>
    </message>
    <message>
        <source>check folder and pattern</source>
        <translation>проверьте папку и шаблон</translation>
    </message>
    <message>
        <source>check the file</source>
        <translation>проверьте файл</translation>
    </message>
    <message>
        <source>check the name</source>
        <translation>проверьте имя</translation>
    </message>
    <message>
        <source>check the name and the folder</source>
        <translation>проверьте имя и папку</translation>
    </message>
    <message>
        <source>check the name, or allow reading it</source>
        <translation>проверьте имя или разрешите чтение</translation>
    </message>
    <message>
        <source>check the path</source>
        <translation>проверьте путь</translation>
    </message>
    <message>
        <source>choose .mov or .mkv</source>
        <translation>выберите .mov или .mkv</translation>
    </message>
    <message>
        <source>choose a .cleanplate file</source>
        <translation>выберите файл .cleanplate</translation>
    </message>
    <message>
        <source>choose a movie</source>
        <translation>выберите видео</translation>
    </message>
    <message>
        <source>choose a movie with pictures</source>
        <translation>выберите видео с изображением</translation>
    </message>
    <message>
        <source>choose a nearer frame, or clone from it by hand</source>
        <translation>выберите кадр ближе или клонируйте вручную</translation>
    </message>
    <message>
        <source>choose another --engine</source>
        <translation>выберите другой движок</translation>
    </message>
    <message>
        <source>choose another .cube file</source>
        <translation>выберите другой файл .cube</translation>
    </message>
    <message>
        <source>choose another codec</source>
        <translation>выберите другой кодек</translation>
    </message>
    <message>
        <source>choose another disk</source>
        <translation>выберите другой диск</translation>
    </message>
    <message>
        <source>choose another disk, or lift the limit on file sizes</source>
        <translation>выберите другой диск или снимите ограничение на размер файлов</translation>
    </message>
    <message>
        <source>choose another folder</source>
        <translation>выберите другую папку</translation>
    </message>
    <message>
        <source>choose another folder, or allow writing to it</source>
        <translation>выберите другую папку или разрешите запись в неё</translation>
    </message>
    <message>
        <source>choose another name</source>
        <translation>выберите другое имя</translation>
    </message>
    <message>
        <source>choose another name, or allow overwriting</source>
        <translation>выберите другое имя или разрешите перезапись</translation>
    </message>
    <message>
        <source>choose another name, or cancel it</source>
        <translation>выберите другое имя или отмените его</translation>
    </message>
    <message>
        <source>choose another space, view or LUT</source>
        <translation>выберите другое пространство, вид или LUT</translation>
    </message>
    <message>
        <source>choose another version of the same clip</source>
        <translation>выберите другую версию того же клипа</translation>
    </message>
    <message>
        <source>choose another, or set OCIO to one that works</source>
        <translation>выберите другую или задайте рабочую в OCIO</translation>
    </message>
    <message>
        <source>choose from {0} to {1}</source>
        <translation>выберите от {0} до {1}</translation>
    </message>
    <message>
        <source>choose one for this render</source>
        <translation>выберите один для этого рендера</translation>
    </message>
    <message>
        <source>choose one of the pictures</source>
        <translation>выберите одно из изображений</translation>
    </message>
    <message>
        <source>choose one of {0}</source>
        <translation>выберите одно из: {0}</translation>
    </message>
    <message>
        <source>choose {0}</source>
        <translation>выберите {0}</translation>
    </message>
    <message>
        <source>click on what is to be selected</source>
        <translation>щёлкните по тому, что нужно выбрать</translation>
    </message>
    <message>
        <source>close other programs, or give --memory and --scale</source>
        <translation>закройте другие программы или задайте --memory и --scale</translation>
    </message>
    <message>
        <source>convert it first</source>
        <translation>сначала преобразуйте его</translation>
    </message>
    <message>
        <source>convert the picture</source>
        <translation>преобразуйте изображение</translation>
    </message>
    <message>
        <source>copy or export it again</source>
        <translation>скопируйте или экспортируйте снова</translation>
    </message>
    <message>
        <source>copy or export it again, or choose a movie</source>
        <translation>скопируйте или экспортируйте его снова либо выберите видео</translation>
    </message>
    <message>
        <source>copy or render it again</source>
        <translation>скопируйте или отрендерите снова</translation>
    </message>
    <message>
        <source>cut the movie before it, or copy or export it again</source>
        <translation>обрежьте видео до этого места либо скопируйте или экспортируйте снова</translation>
    </message>
    <message>
        <source>cut the movie before it, or export it again</source>
        <translation>обрежьте видео до этого места или экспортируйте снова</translation>
    </message>
    <message>
        <source>cut the movie there and treat the parts apart</source>
        <translation>разрежьте видео здесь и работайте с частями отдельно</translation>
    </message>
    <message>
        <source>deliver again</source>
        <translation>сдайте снова</translation>
    </message>
    <message>
        <source>do it again from the start</source>
        <translation>сделайте это снова с начала</translation>
    </message>
    <message>
        <source>draw a shape, or a stroke of one frame, to start from</source>
        <translation>нарисуйте фигуру или штрих на одном кадре для начала</translation>
    </message>
    <message>
        <source>draw it around more of the surface</source>
        <translation>обведите большую часть поверхности</translation>
    </message>
    <message>
        <source>export it again from the NLE</source>
        <translation>экспортируйте его из NLE снова</translation>
    </message>
    <message>
        <source>export it as OTIO</source>
        <translation>экспортируйте его как OTIO</translation>
    </message>
    <message>
        <source>export it from the NLE as one of {0}</source>
        <translation>экспортируйте его из NLE как одно из: {0}</translation>
    </message>
    <message>
        <source>export the EDL again</source>
        <translation>экспортируйте EDL снова</translation>
    </message>
    <message>
        <source>export the edit as OTIO or XML</source>
        <translation>экспортируйте монтаж как OTIO или XML</translation>
    </message>
    <message>
        <source>export the edit in parts</source>
        <translation>экспортируйте монтаж по частям</translation>
    </message>
    <message>
        <source>export the edit without media, or in parts</source>
        <translation>экспортируйте монтаж без медиа или по частям</translation>
    </message>
    <message>
        <source>give each its own</source>
        <translation>дайте каждому своё</translation>
    </message>
    <message>
        <source>give it at the clip's own size</source>
        <translation>дайте его в размере клипа</translation>
    </message>
    <message>
        <source>give it in the clip's format</source>
        <translation>дайте его в формате клипа</translation>
    </message>
    <message>
        <source>give mattes of the clip's own size</source>
        <translation>дайте матты размера клипа</translation>
    </message>
    <message>
        <source>give mattes that leave something visible, or a retouched frame with --reference</source>
        <translation>оставьте в маттах что-то видимое или дайте ретушированный кадр</translation>
    </message>
    <message>
        <source>give one like --key 0=painted.png</source>
        <translation>нарисуйте ключевой кадр</translation>
    </message>
    <message>
        <source>give the rate of the list</source>
        <translation>укажите частоту кадров листа</translation>
    </message>
    <message>
        <source>give the same command again to go on</source>
        <translation>запустите снова, чтобы продолжить</translation>
    </message>
    <message>
        <source>give the same command again with a smaller --memory, or work on a proxy with --scale</source>
        <translation>повторите с меньшей памятью или работайте на прокси</translation>
    </message>
    <message>
        <source>install PyAV from its own wheel: pip install --force-reinstall av</source>
        <translation>поставьте PyAV из его собственного пакета: pip install --force-reinstall av</translation>
    </message>
    <message>
        <source>install the system libraries that Qt needs; `python3 dev.py run` names or installs them</source>
        <translation>поставьте системные библиотеки для Qt; `python3 dev.py run` назовёт или поставит их</translation>
    </message>
    <message>
        <source>link it again</source>
        <translation>укажите его снова</translation>
    </message>
    <message>
        <source>make it anew with `cleanplate timeline shots --save`</source>
        <translation>удалите его и импортируйте монтаж заново</translation>
    </message>
    <message>
        <source>make it, or choose another</source>
        <translation>создайте её или выберите другую</translation>
    </message>
    <message>
        <source>make room and do it again</source>
        <translation>освободите место и повторите</translation>
    </message>
    <message>
        <source>make room and start again</source>
        <translation>освободите место и начните снова</translation>
    </message>
    <message>
        <source>make room or choose another place for the output</source>
        <translation>освободите место или выберите другое для результата</translation>
    </message>
    <message>
        <source>make room, or let CLEANPLATE_CACHE name a folder elsewhere</source>
        <translation>освободите место или укажите в CLEANPLATE_CACHE другую папку</translation>
    </message>
    <message>
        <source>make room, then try again</source>
        <translation>освободите место и повторите</translation>
    </message>
    <message>
        <source>make the matte of this frame again, or undo</source>
        <translation>сделайте матт этого кадра снова или отмените</translation>
    </message>
    <message>
        <source>move it away</source>
        <translation>уберите его</translation>
    </message>
    <message>
        <source>move it away and start again</source>
        <translation>уберите его и начните снова</translation>
    </message>
    <message>
        <source>move one of them away</source>
        <translation>уберите один из них</translation>
    </message>
    <message>
        <source>move the file away</source>
        <translation>уберите файл</translation>
    </message>
    <message>
        <source>name a file in it</source>
        <translation>укажите файл в ней</translation>
    </message>
    <message>
        <source>name a folder for the mattes</source>
        <translation>укажите папку для маттов</translation>
    </message>
    <message>
        <source>name another file</source>
        <translation>укажите другой файл</translation>
    </message>
    <message>
        <source>name one of them by its pattern</source>
        <translation>укажите одну из них шаблоном</translation>
    </message>
    <message>
        <source>paint it again</source>
        <translation>нарисуйте её снова</translation>
    </message>
    <message>
        <source>paint it again, or undo</source>
        <translation>нарисуйте его снова или отмените</translation>
    </message>
    <message>
        <source>paint it, or bring in a rendered frame</source>
        <translation>закрасьте его или внесите отрендеренный кадр</translation>
    </message>
    <message>
        <source>paint the object white on one at least</source>
        <translation>нарисуйте объект хотя бы на одном</translation>
    </message>
    <message>
        <source>plug its drive in again or put it back, and the job goes on</source>
        <translation>подключите диск или верните файл, и задание продолжится</translation>
    </message>
    <message>
        <source>preview its fill, or paint it, first</source>
        <translation>сначала посмотрите заполнение или закрасьте его</translation>
    </message>
    <message>
        <source>put it back</source>
        <translation>верните его на место</translation>
    </message>
    <message>
        <source>put the former file back and retry the job, or add a new job</source>
        <translation>верните прежний файл и повторите задание или добавьте новое</translation>
    </message>
    <message>
        <source>remove that first</source>
        <translation>сначала уберите это</translation>
    </message>
    <message>
        <source>render it again like the others, or move it away</source>
        <translation>отрендерите его как остальные или уберите</translation>
    </message>
    <message>
        <source>restart the machine</source>
        <translation>перезагрузите компьютер</translation>
    </message>
    <message>
        <source>save a copy to edit it</source>
        <translation>сохраните копию, чтобы править</translation>
    </message>
    <message>
        <source>save the project under another name, everything confirmed is kept</source>
        <translation>сохраните проект под другим именем, всё подтверждённое сохранено</translation>
    </message>
    <message>
        <source>see to its rights</source>
        <translation>проверьте права доступа</translation>
    </message>
    <message>
        <source>unlock it to edit it</source>
        <translation>разблокируйте его, чтобы править</translation>
    </message>
    <message>
        <source>update Cleanplate</source>
        <translation>обновите Cleanplate</translation>
    </message>
    <message>
        <source>update Cleanplate to open it</source>
        <translation>обновите Cleanplate, чтобы открыть его</translation>
    </message>
    <message>
        <source>use that version</source>
        <translation>используйте ту версию</translation>
    </message>
    <message>
        <source>use the verbs, or log in with a screen</source>
        <translation>работайте из командной строки или войдите с экраном</translation>
    </message>
    <message>
        <source>wait for that, or stop it</source>
        <translation>подождите его или остановите</translation>
    </message>
    <message>
        <source>write text with {0}</source>
        <translation>введите текст с {0}</translation>
    </message>
</context>
<context>
    <name>RenderDialog</name>
    <message>
        <source>About {0} for {1} of {2} frames, {3} of memory, {4} on the disk.</source>
        <translation>Около {0} на {1} из {2} кадров, памяти {3}, на диске {4}.</translation>
    </message>
    <message>
        <source>Add and start</source>
        <translation>Добавить и начать</translation>
    </message>
    <message>
        <source>Add to queue</source>
        <translation>Добавить в очередь</translation>
    </message>
    <message>
        <source>Besides</source>
        <translation>Дополнительно</translation>
    </message>
    <message>
        <source>Deliver to</source>
        <translation>Сдать в</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Движок</translation>
    </message>
    <message>
        <source>Fill alone, with alpha</source>
        <translation>Только заполнение, с альфой</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Формат</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Кадры</translation>
    </message>
    <message>
        <source>From in to out, {0} to {1}</source>
        <translation>От входа до выхода, с {0} по {1}</translation>
    </message>
    <message>
        <source>Handles</source>
        <translation>Хэндлы</translation>
    </message>
    <message>
        <source>Higher ones go first</source>
        <translation>Сначала идут более высокие</translation>
    </message>
    <message>
        <source>Looking it over ...</source>
        <translation>Осмотр...</translation>
    </message>
    <message>
        <source>Looking it over: frame {0} of {1}</source>
        <translation>Осмотр: кадр {0} из {1}</translation>
    </message>
    <message>
        <source>Mattes</source>
        <translation>Матты</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Приоритет</translation>
    </message>
    <message>
        <source>Render the shot</source>
        <translation>Рендер плана</translation>
    </message>
    <message>
        <source>Say where it is delivered to.</source>
        <translation>Укажите, куда сдать.</translation>
    </message>
    <message>
        <source>That of the objects: {0}</source>
        <translation>Как у объектов: {0}</translation>
    </message>
    <message>
        <source>The shot has no objects: make a mask of what is to be removed first.</source>
        <translation>В плане нет объектов: сначала сделайте маску того, что надо убрать.</translation>
    </message>
    <message>
        <source>The whole shot, {0} to {1}</source>
        <translation>Весь план, с {0} по {1}</translation>
    </message>
    <message>
        <source>There is something of this name already; nothing is replaced.</source>
        <translation>Такое имя уже есть; ничего не заменяется.</translation>
    </message>
    <message>
        <source>What it takes</source>
        <translation>Что потребуется</translation>
    </message>
    <message>
        <source>frames</source>
        <translation>кадров</translation>
    </message>
    <message>
        <source>{0}, the codec that loses least</source>
        <translation>{0}, кодек с наименьшими потерями</translation>
    </message>
</context>
<context>
    <name>Rendering</name>
    <message>
        <source>Queue</source>
        <translation>Очередь</translation>
    </message>
    <message>
        <source>Rendered: {0}</source>
        <translation>Отрендерено: {0}</translation>
    </message>
    <message>
        <source>{0} could not be rendered: {1}</source>
        <translation>Не удалось отрендерить {0}: {1}</translation>
    </message>
    <message>
        <source>{0} is in the queue as job {1}.</source>
        <translation>{0} в очереди, задание {1}.</translation>
    </message>
</context>
<context>
    <name>ScopesPanel</name>
    <message numerus="yes">
        <source>%n frames still to measure</source>
        <translation>
            <numerusform>осталось измерить %n кадр</numerusform>
            <numerusform>осталось измерить %n кадра</numerusform>
            <numerusform>осталось измерить %n кадров</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
            <numerusform>ещё %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Background never seen</source>
        <translation>Фон, которого не видно нигде</translation>
    </message>
    <message>
        <source>Choose maps ...</source>
        <translation>Выбрать карты...</translation>
    </message>
    <message>
        <source>Confidence over time</source>
        <translation>Уверенность во времени</translation>
    </message>
    <message>
        <source>Frame {0}</source>
        <translation>Кадр {0}</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Гистограмма</translation>
    </message>
    <message>
        <source>Maps of origins of a render</source>
        <translation>Карты происхождения рендера</translation>
    </message>
    <message>
        <source>Matte area over time</source>
        <translation>Площадь матта во времени</translation>
    </message>
    <message>
        <source>Measuring ...</source>
        <translation>Измерение...</translation>
    </message>
    <message>
        <source>Nothing was propagated in this shot yet. Confidence is shown as soon as it was.</source>
        <translation>В этом плане ещё ничего не протянуто. После этого появится уверенность.</translation>
    </message>
    <message>
        <source>Open a clip to see its scopes.</source>
        <translation>Откройте клип, чтобы увидеть его скоупы.</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>Скоуп</translation>
    </message>
    <message>
        <source>Take the maps of origins that a render of this shot wrote.</source>
        <translation>Взять карты происхождения, записанные рендером этого плана.</translation>
    </message>
    <message>
        <source>There are no objects yet. Make a mask to see how large it is over time.</source>
        <translation>Объектов пока нет. Сделайте маску, чтобы увидеть её размер во времени.</translation>
    </message>
    <message>
        <source>Vectorscope</source>
        <translation>Вектороскоп</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>Осциллограмма</translation>
    </message>
    <message>
        <source>Which part of the hole no other frame shows is known after a render with maps of origins.</source>
        <translation>Какую часть дыры не показывает ни один другой кадр, станет известно после рендера с картами происхождения.</translation>
    </message>
    <message>
        <source>{0}, measured on the proxy</source>
        <translation>{0}, измерено на прокси</translation>
    </message>
    <message>
        <source>{0}: {1} %</source>
        <translation>{0}: {1} %</translation>
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
        <translation>Как есть</translation>
    </message>
    <message>
        <source>Colour config</source>
        <translation>Цветовая конфигурация</translation>
    </message>
    <message>
        <source>Colours on the screen</source>
        <translation>Цвета на экране</translation>
    </message>
    <message>
        <source>Config</source>
        <translation>Конфигурация</translation>
    </message>
    <message>
        <source>Configs (*.ocio *.ocioz)</source>
        <translation>Конфигурации (*.ocio *.ocioz)</translation>
    </message>
    <message>
        <source>Display</source>
        <translation>Дисплей</translation>
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
        <translation>Лук</translation>
    </message>
    <message>
        <source>Probably it is in {0}.</source>
        <translation>Вероятно, это {0}.</translation>
    </message>
    <message>
        <source>Reading the config ...</source>
        <translation>Чтение конфигурации...</translation>
    </message>
    <message>
        <source>Show the clip without any of this.</source>
        <translation>Показать клип без всего этого.</translation>
    </message>
    <message>
        <source>That of the studio (OCIO)</source>
        <translation>Студийная (OCIO)</translation>
    </message>
    <message>
        <source>The clip is in</source>
        <translation>Клип в пространстве</translation>
    </message>
    <message>
        <source>This changes what the screen shows, and nothing that is delivered.</source>
        <translation>Это меняет только изображение на экране, но не то, что сдаётся.</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>none</source>
        <translation>нет</translation>
    </message>
    <message>
        <source>not said: shown as it is</source>
        <translation>не указано: показывается как есть</translation>
    </message>
</context>
<context>
    <name>ShortcutEditor</name>
    <message>
        <source>Action</source>
        <translation>Действие</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Действия и их клавиши</translation>
    </message>
    <message>
        <source>Also used by</source>
        <translation>Занято также</translation>
    </message>
    <message>
        <source>As in the preset</source>
        <translation>Как в наборе</translation>
    </message>
    <message>
        <source>Find an action or a key</source>
        <translation>Найти действие или клавишу</translation>
    </message>
    <message>
        <source>Give each key to one action first.</source>
        <translation>Сначала дайте каждую клавишу одному действию.</translation>
    </message>
    <message>
        <source>Give this key</source>
        <translation>Назначить клавишу</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Сочетания клавиш</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Клавиши</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>Новая клавиша</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Без клавиш</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Набор</translation>
    </message>
    <message>
        <source>{0} keys are given twice; the table names them.</source>
        <translation>Клавиш, назначенных дважды: {0}; они показаны в таблице.</translation>
    </message>
</context>
<context>
    <name>SmartTool</name>
    <message>
        <source>Click on what is to be removed first.</source>
        <translation>Сначала щёлкните по тому, что надо убрать.</translation>
    </message>
    <message>
        <source>Looking for the outline ...</source>
        <translation>Поиск контура...</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>A movie, a folder of pictures or a project. Press {0} to choose one.</source>
        <translation>Видео, папка картинок или проект. Нажмите {0}, чтобы выбрать.</translation>
    </message>
    <message>
        <source>A tour: from clip to clean plate in seven steps.</source>
        <translation>Обзор: от клипа до клинплейта за семь шагов.</translation>
    </message>
    <message>
        <source>A walker to remove from a street, drawn on this machine.</source>
        <translation>Прохожий, которого надо убрать с улицы; рисуется на этом компьютере.</translation>
    </message>
    <message>
        <source>Drop a clip or project here</source>
        <translation>Перетащите сюда клип или проект</translation>
    </message>
    <message>
        <source>Everything that is needed works on this machine.</source>
        <translation>На этом компьютере работает всё необходимое.</translation>
    </message>
    <message>
        <source>Go on with the unsaved project of {0}</source>
        <translation>Продолжить несохранённый проект от {0}</translation>
    </message>
    <message>
        <source>Looking at codecs, graphics, memory and disk ...</source>
        <translation>Проверяются кодеки, графика, память и диск...</translation>
    </message>
    <message>
        <source>Numbered pictures: EXR, DPX, TIFF, PNG, JPEG.</source>
        <translation>Нумерованные картинки: EXR, DPX, TIFF, PNG, JPEG.</translation>
    </message>
    <message>
        <source>Your own movie, project or edit.</source>
        <translation>Ваше видео, проект или монтаж.</translation>
    </message>
    <message>
        <source>{0} is not there any more.</source>
        <translation>{0} больше нет на месте.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Cache {0} of {1} MB</source>
        <translation>Кэш {0} из {1} МБ</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Отмена</translation>
    </message>
    <message>
        <source>Current job</source>
        <translation>Текущее задание</translation>
    </message>
    <message>
        <source>Learning {0}</source>
        <translation>Изучается: {0}</translation>
    </message>
    <message>
        <source>Making a proxy: frame {0} of {1}</source>
        <translation>Создание прокси: кадр {0} из {1}</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Сообщения</translation>
    </message>
    <message>
        <source>Messages ({0})</source>
        <translation>Сообщения ({0})</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>Очередь</translation>
    </message>
    <message>
        <source>Queue ({0})</source>
        <translation>Очередь ({0})</translation>
    </message>
    <message>
        <source>Stop this job; what it has finished is kept</source>
        <translation>Остановить задание; готовое сохранится</translation>
    </message>
    <message>
        <source>The network learns this object from its masks, behind everything else, so that propagation begins sooner. The preferences turn that off.</source>
        <translation>Сеть изучает этот объект по его маскам, уступая всему остальному, чтобы протягивание начиналось быстрее. Это отключается в настройках.</translation>
    </message>
    <message>
        <source>Under the pointer</source>
        <translation>Под указателем</translation>
    </message>
    <message>
        <source>about {0} s, {1} MB</source>
        <translation>около {0} с, {1} МБ</translation>
    </message>
    <message>
        <source>matte {0}</source>
        <translation>матт {0}</translation>
    </message>
    <message>
        <source>{0} ...</source>
        <translation>{0}...</translation>
    </message>
    <message>
        <source>{0} frames/s</source>
        <translation>{0} кадр/с</translation>
    </message>
    <message>
        <source>{0} s left</source>
        <translation>осталось {0} с</translation>
    </message>
    <message>
        <source>{0}: {1} of {2}</source>
        <translation>{0}: {1} из {2}</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Accept as clean plate</source>
        <translation>Принять как клинплейт</translation>
    </message>
    <message>
        <source>Accept frame</source>
        <translation>Принять кадр</translation>
    </message>
    <message>
        <source>Add shot {0}</source>
        <translation>Добавить план {0}</translation>
    </message>
    <message>
        <source>Add track</source>
        <translation>Добавить трек</translation>
    </message>
    <message>
        <source>Add what was found</source>
        <translation>Добавить найденное</translation>
    </message>
    <message>
        <source>Add {0}</source>
        <translation>Добавить {0}</translation>
    </message>
    <message>
        <source>Bring in clean plate</source>
        <translation>Внести клинплейт</translation>
    </message>
    <message>
        <source>Change matte</source>
        <translation>Изменить матт</translation>
    </message>
    <message>
        <source>Change shape</source>
        <translation>Изменить форму</translation>
    </message>
    <message>
        <source>Change shot {0}</source>
        <translation>Изменить план {0}</translation>
    </message>
    <message>
        <source>Change stroke</source>
        <translation>Изменить мазок</translation>
    </message>
    <message>
        <source>Change track</source>
        <translation>Изменить трек</translation>
    </message>
    <message>
        <source>Change {0}</source>
        <translation>Изменить {0}</translation>
    </message>
    <message>
        <source>Copy {0} to frame {1}</source>
        <translation>Копировать {0} на кадр {1}</translation>
    </message>
    <message>
        <source>Copy {0} to {1}</source>
        <translation>Копировать {0} в {1}</translation>
    </message>
    <message>
        <source>Delete mask</source>
        <translation>Удалить маску</translation>
    </message>
    <message>
        <source>Draw b-spline</source>
        <translation>Нарисовать B-сплайн</translation>
    </message>
    <message>
        <source>Draw bezier</source>
        <translation>Нарисовать Безье</translation>
    </message>
    <message>
        <source>Draw ellipse</source>
        <translation>Нарисовать эллипс</translation>
    </message>
    <message>
        <source>Draw polygon</source>
        <translation>Нарисовать многоугольник</translation>
    </message>
    <message>
        <source>Draw rectangle</source>
        <translation>Нарисовать прямоугольник</translation>
    </message>
    <message>
        <source>Draw stroke</source>
        <translation>Нарисовать мазок</translation>
    </message>
    <message>
        <source>Import mattes</source>
        <translation>Импорт маттов</translation>
    </message>
    <message>
        <source>Import {0}</source>
        <translation>Импорт {0}</translation>
    </message>
    <message>
        <source>Move keys</source>
        <translation>Сдвинуть ключи</translation>
    </message>
    <message>
        <source>Move keys of {0}</source>
        <translation>Сдвинуть ключи {0}</translation>
    </message>
    <message>
        <source>Move matte</source>
        <translation>Переместить матт</translation>
    </message>
    <message>
        <source>Move shape</source>
        <translation>Переместить форму</translation>
    </message>
    <message>
        <source>Move stroke</source>
        <translation>Переместить мазок</translation>
    </message>
    <message>
        <source>Move {0}</source>
        <translation>Переместить {0}</translation>
    </message>
    <message>
        <source>Paint clean plate</source>
        <translation>Рисовать клинплейт</translation>
    </message>
    <message>
        <source>Paste keys of {0}</source>
        <translation>Вставить ключи {0}</translation>
    </message>
    <message>
        <source>Propagate</source>
        <translation>Протянуть</translation>
    </message>
    <message>
        <source>Propagate {0}</source>
        <translation>Протянуть {0}</translation>
    </message>
    <message>
        <source>Relink {0}</source>
        <translation>Перепривязать {0}</translation>
    </message>
    <message>
        <source>Remove clean plate</source>
        <translation>Удалить клинплейт</translation>
    </message>
    <message>
        <source>Remove marker</source>
        <translation>Убрать маркер</translation>
    </message>
    <message>
        <source>Remove matte</source>
        <translation>Удалить матт</translation>
    </message>
    <message>
        <source>Remove shape</source>
        <translation>Удалить форму</translation>
    </message>
    <message>
        <source>Remove shot {0}</source>
        <translation>Удалить план {0}</translation>
    </message>
    <message>
        <source>Remove stroke</source>
        <translation>Удалить мазок</translation>
    </message>
    <message>
        <source>Remove track</source>
        <translation>Удалить трек</translation>
    </message>
    <message>
        <source>Remove {0}</source>
        <translation>Удалить {0}</translation>
    </message>
    <message>
        <source>Select {0}</source>
        <translation>Выделить {0}</translation>
    </message>
    <message>
        <source>Set marker</source>
        <translation>Поставить маркер</translation>
    </message>
    <message>
        <source>Set matte</source>
        <translation>Задать матт</translation>
    </message>
    <message>
        <source>Set {0}</source>
        <translation>Задать {0}</translation>
    </message>
    <message>
        <source>Solve for an overlay</source>
        <translation>Вычислить наложенную графику</translation>
    </message>
    <message>
        <source>Unpin frame</source>
        <translation>Открепить кадр</translation>
    </message>
</context>
<context>
    <name>TimeStrip</name>
    <message>
        <source>Click or drag to go to a frame; lanes show the keys of objects.</source>
        <translation>Щелчок или протяжка — переход к кадру; дорожки показывают ключи объектов.</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Таймлайн</translation>
    </message>
    <message>
        <source>confidence {0}%</source>
        <translation>уверенность {0}%</translation>
    </message>
    <message>
        <source>imported matte</source>
        <translation>импортированный матт</translation>
    </message>
    <message>
        <source>key matte</source>
        <translation>ключевой матт</translation>
    </message>
    <message>
        <source>keyframe of a shape</source>
        <translation>ключевой кадр формы</translation>
    </message>
    <message>
        <source>painted</source>
        <translation>нарисовано</translation>
    </message>
    <message>
        <source>pinned reference</source>
        <translation>закреплённый эталон</translation>
    </message>
    <message>
        <source>propagated</source>
        <translation>протянуто</translation>
    </message>
    <message>
        <source>stale: what it was made from has changed</source>
        <translation>устарело: изменилось то, из чего это сделано</translation>
    </message>
    <message numerus="yes">
        <source>{0}: %n keys here</source>
        <translation>
            <numerusform>{0}: здесь %n ключ</numerusform>
            <numerusform>{0}: здесь %n ключа</numerusform>
            <numerusform>{0}: здесь %n ключей</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TimelinePanel</name>
    <message>
        <source>Scroll time</source>
        <translation>Прокрутка времени</translation>
    </message>
</context>
<context>
    <name>Tool</name>
    <message>
        <source>Object 1</source>
        <translation>Объект 1</translation>
    </message>
</context>
<context>
    <name>ToolStrip</name>
    <message>
        <source>Brush size in percent of the height</source>
        <translation>Размер кисти в процентах от высоты</translation>
    </message>
    <message>
        <source>Hard</source>
        <translation>Жёст.</translation>
    </message>
    <message>
        <source>Hardness in percent</source>
        <translation>Жёсткость в процентах</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Размер</translation>
    </message>
    <message>
        <source>Subtract</source>
        <translation>Вычитать</translation>
    </message>
    <message>
        <source>Swap add and subtract</source>
        <translation>Сменить «добавить» и «вычесть»</translation>
    </message>
</context>
<context>
    <name>TrackNames</name>
    <message>
        <source>Names of the tracks</source>
        <translation>Имена дорожек</translation>
    </message>
</context>
<context>
    <name>TrackStrip</name>
    <message>
        <source>Arrow up and down go from clip to clip, Enter opens the shot of one.</source>
        <translation>Стрелки вверх и вниз переходят от клипа к клипу, Enter открывает план.</translation>
    </message>
    <message>
        <source>Tracks of the edit</source>
        <translation>Дорожки монтажа</translation>
    </message>
</context>
<context>
    <name>TransportBar</name>
    <message>
        <source>Frame or timecode</source>
        <translation>Кадр или таймкод</translation>
    </message>
    <message>
        <source>Frame {0} of {1}</source>
        <translation>Кадр {0} из {1}</translation>
    </message>
    <message>
        <source>Type a frame, a timecode, +20 or -1:00</source>
        <translation>Введите кадр, таймкод, +20 или -1:00</translation>
    </message>
    <message>
        <source>{0} to {1} ({2})</source>
        <translation>с {0} по {1} ({2})</translation>
    </message>
</context>
<context>
    <name>UnseenCurve</name>
    <message>
        <source>Never seen</source>
        <translation>Не видно</translation>
    </message>
</context>
<context>
    <name>ViewBar</name>
    <message>
        <source>Diff</source>
        <extracomment>Difference; the button is narrow.</extracomment>
        <translation>Разн.</translation>
    </message>
    <message>
        <source>Gain</source>
        <translation>Усиление</translation>
    </message>
    <message>
        <source>Gamma</source>
        <translation>Гамма</translation>
    </message>
    <message>
        <source>Hole</source>
        <translation>Дыра</translation>
    </message>
    <message>
        <source>Matte</source>
        <translation>Матт</translation>
    </message>
    <message>
        <source>Opacity of overlays</source>
        <translation>Непрозрачность наложений</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>Наложение</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>Результат</translation>
    </message>
    <message>
        <source>Side</source>
        <extracomment>Side by side; the button is narrow.</extracomment>
        <translation>Рядом</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Исходник</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>Шторка</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>The clip of this shot is missing.</source>
        <translation>Клип этого плана не найден.</translation>
    </message>
    <message>
        <source>Viewer</source>
        <translation>Просмотр</translation>
    </message>
</context>
<context>
    <name>ViewerPanel</name>
    <message>
        <source>Not filled yet: this is the source</source>
        <translation>Ещё не заполнено: это исходник</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Предпросмотр</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Прокси</translation>
    </message>
    <message>
        <source>Stale preview</source>
        <translation>Устаревший предпросмотр</translation>
    </message>
    <message>
        <source>View gain {0}, gamma {1}</source>
        <translation>Усиление вида {0}, гамма {1}</translation>
    </message>
    <message>
        <source>{0}    {1} x {2}    {3} fps    {4} frames    {5}</source>
        <translation>{0}    {1} x {2}    {3} к/с    кадров: {4}    {5}</translation>
    </message>
</context>
</TS>
