// The UXP panel, for Premiere 25.6 and newer. UXP documents no export of sequences as XML: that is done by hand
// (File > Export > Final Cut Pro XML); bringing a delivery back is one click.
"use strict";

const { newestDelivery, safeName } = require("./shared.js");

async function active(ppro) {
  const project = await ppro.Project.getActiveProject();
  const sequence = project && (await project.getActiveSequence());
  return { project, sequence };
}

// Say under which name the active sequence is to be exported.
async function whereToExport(ppro, settings) {
  const { sequence } = await active(ppro);
  if (!sequence) {
    return "Open a sequence first.";
  }
  return `Export it as ${settings.folder}/${safeName(sequence.name)}.xml (File > Export > Final Cut Pro XML).`;
}

// Import the newest delivery of the active sequence, as a sequence beside it.
async function bringBack(ppro, fs, settings) {
  const { project, sequence } = await active(ppro);
  if (!sequence) {
    return "Open a sequence first.";
  }
  const name = newestDelivery(await fs.readdir(settings.folder), sequence.name);
  if (!name) {
    return `Nothing was delivered yet for ${sequence.name} in ${settings.folder}.`;
  }
  const imported = await project.importFiles([`${settings.folder}/${name}`], true, null, false);
  return imported ? `${name} is in the project.` : `Premiere refused ${name} without a reason.`;
}

function wire(document, ppro, fs, settings) {
  const tell = (text) => {
    document.getElementById("told").textContent = text;
  };
  const bind = (id, action) =>
    document.getElementById(id).addEventListener("click", () => action().then(tell, (error) => tell(`${error}`)));
  bind("where", () => whereToExport(ppro, settings));
  bind("back", () => bringBack(ppro, fs, settings));
}

if (typeof module !== "undefined") {
  module.exports = { bringBack, whereToExport, wire };
}

if (typeof document !== "undefined") {
  const fs = require("fs");
  fs.readFile("plugin:/settings.json", { encoding: "utf-8" }).then((text) =>
    wire(document, require("premierepro"), fs, JSON.parse(text)),
  );
}
