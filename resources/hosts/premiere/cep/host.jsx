// Runs in Premiere's ExtendScript (ECMAScript 3, no JSON): answers are texts, parted by tabs.

function cleanplateSend(folder, safeName) {
  var sequence = app.project.activeSequence;
  if (!sequence) {
    return "error\tOpen a sequence first.";
  }
  var path = folder + "/" + safeName + ".xml";
  sequence.exportAsFinalCutProXML(path, 1);
  if (!new File(path).exists) {
    return "error\tPremiere wrote no " + path + "; check that the folder can be written.";
  }
  var answer = ["ok", path];
  var selected = sequence.getSelection ? sequence.getSelection() : [];
  for (var index = 0; index < selected.length; index += 1) {
    if (selected[index].mediaType === "Video") {
      answer.push(selected[index].name);
    }
  }
  return answer.join("\t");
}

function cleanplateSequence() {
  var sequence = app.project.activeSequence;
  return sequence ? "ok\t" + sequence.name : "error\tOpen a sequence first.";
}

function cleanplateBringBack(path) {
  var bin = app.project.getInsertionBin();
  return app.project.importFiles([path], true, bin, false)
    ? "ok\t" + path
    : "error\tPremiere refused " + path + " without a reason.";
}
