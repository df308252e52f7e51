// The CEP panel, for Premiere versions whose UXP cannot export: ExtendScript does the work in `host.jsx`.
"use strict";

const names = typeof module === "undefined" ? window : require("./shared.js");

// Call a function of host.jsx; gives the parts of its answer, or throws what it complains of.
function host(cep, name, ...values) {
  const script = `${name}(${values.map((value) => JSON.stringify(value)).join(", ")})`;
  return new Promise((resolve, reject) => {
    cep.evalScript(script, (answer) => {
      const [state, ...parts] = answer.split("\t");
      if (state === "ok") {
        resolve(parts);
      } else {
        reject(new Error(parts[0] || `Premiere did not understand ${name}.`));
      }
    });
  });
}

// Export the active sequence, and have Cleanplate make shots of what is selected or marked.
async function send(cep, system, settings) {
  const [sequence] = await host(cep, "cleanplateSequence");
  const [path, ...clips] = await host(cep, "cleanplateSend", settings.folder, names.safeName(sequence));
  const started = system.process.createProcess(...names.shotWords(settings.command, path, clips));
  if (started.err) {
    throw new Error(`Cleanplate did not start (${settings.command[0]}).`);
  }
  return `${path} is in Cleanplate.`;
}

// Import the newest delivery of the active sequence, as a sequence beside it.
async function bringBack(cep, system, settings) {
  const [sequence] = await host(cep, "cleanplateSequence");
  const found = system.fs.readdir(settings.folder);
  const name = names.newestDelivery(found.err ? [] : found.data, sequence);
  if (!name) {
    throw new Error(`Nothing was delivered yet for ${sequence} in ${settings.folder}.`);
  }
  await host(cep, "cleanplateBringBack", `${settings.folder}/${name}`);
  return `${name} is in the project.`;
}

function wire(page, cep, system, settings) {
  const tell = (text) => {
    page.getElementById("told").textContent = text;
  };
  const bind = (id, action) =>
    page
      .getElementById(id)
      .addEventListener("click", () => action(cep, system, settings).then(tell, (error) => tell(error.message)));
  bind("send", send);
  bind("back", bringBack);
}

if (typeof module === "undefined") {
  window.addEventListener("load", () => {
    const url = new URL(window.__adobe_cep__.getSystemPath("extension"));
    const folder = decodeURIComponent(url.pathname).replace(/^\/([A-Za-z]:)/, "$1");
    const settings = JSON.parse(window.cep.fs.readFile(`${folder}/settings.json`).data);
    wire(document, window.__adobe_cep__, window.cep, settings);
  });
} else {
  module.exports = { bringBack, send, wire };
}
