// What both panels share: names of files in the folder of exchange. No host is called here.
"use strict";

const RESULT = /^(.+)_cleanplate_v(\d+)\.xml$/;

// A name that every file system takes. The browsers of CEP 9 know neither classes of letters nor `flatMap`.
function safeName(name) {
  const safe = name.replace(/[^\w .\-\u00a1-\uffff]+/g, "_").replace(/^[ .]+|[ .]+$/g, "");
  return safe || "untitled";
}

// The highest version that was delivered of a sequence, or null.
function newestDelivery(names, sequence) {
  let newest = null;
  for (const name of names) {
    const match = RESULT.exec(name);
    if (match && match[1] === safeName(sequence) && (!newest || Number(match[2]) > newest.version)) {
      newest = { name, version: Number(match[2]) };
    }
  }
  return newest && newest.name;
}

// The words that make shots of an edit: of the named clips, or of those with a marker 'clean'.
function shotWords(command, edit, clips) {
  const chosen = clips.length ? [].concat(...clips.map((clip) => ["--clip", clip])) : ["--marked", "clean"];
  return [...command, "timeline", "shots", edit, "--save", "--overwrite", ...chosen];
}

if (typeof module !== "undefined") {
  module.exports = { newestDelivery, safeName, shotWords };
}
