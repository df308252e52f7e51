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

function start(process, words) {
  const started = process.createProcess(...words);
  if (started.err) {
    throw new Error(`Cleanplate did not start (${words[0]}).`);
  }
  return started.data;
}

// Run Cleanplate to its end, and throw what it complains of; CEP tells no exit status.
async function finish(process, words) {
  const id = start(process, words);
  let heard = "";
  process.stderr(id, (text) => {
    heard += text;
  });
  await new Promise((resolve) => process.onquit(id, resolve));
  const complaint = /^cleanplate: (.*)$/m.exec(heard);
  if (complaint) {
    throw new Error(complaint[1]);
  }
}

// Export the active sequence, have Cleanplate make shots of what is selected or marked, and open it there.
async function send(cep, system, settings) {
  const [sequence] = await host(cep, "cleanplateSequence");
  const [path, ...clips] = await host(cep, "cleanplateSend", settings.folder, names.safeName(sequence));
  await finish(system.process, names.shotWords(settings.command, path, clips));
  start(system.process, [...settings.command, path]);
  return `${path} is open in Cleanplate.`;
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
