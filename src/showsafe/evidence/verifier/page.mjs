// The page: takes a file that is dropped or chosen, checks it, and says in plain words what came of it.

import { readAnchors } from "./anchors.mjs";
import { Malformed, toBytes } from "./bytes.mjs";
import { verifyPlainly } from "./ed25519.mjs";
import { engine } from "./sha2.mjs";
import { sourceOf, verify } from "./verify.mjs";
import { unzip } from "./zip.mjs";

const LARGEST = 2 ** 31;
const AT_ONCE = 200;
const find = (id) => document.getElementById(id);

// The browser's own Ed25519 where it has one; the plain script otherwise, which is as exact, and slow.
const imported = new Map();
engine.verify = async (key, message, signature) => {
  const subtle = globalThis.crypto?.subtle;
  const name = String(key);
  if (!imported.has(name)) {
    const asked = subtle ? subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]) : Promise.reject(new Error());
    imported.set(name, asked.catch(() => null));
  }
  const known = await imported.get(name);
  return known ? subtle.verify({ name: "Ed25519" }, known, signature, message) : verifyPlainly(key, message, signature);
};

// What a bundle says is only ever text here, and may not turn the line around or hide in it.
const shown = (text) => String(text).replace(/[\0-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, "\ufffd");

function make(tag, text = "", name = "") {
  const node = document.createElement(tag);
  if (text !== "") node.textContent = shown(text);
  if (name) node.className = name;
  return node;
}

function row(...cells) {
  const line = make("tr");
  line.append(...cells);
  return line;
}

function table(heads, rows) {
  const whole = make("table");
  const head = make("thead");
  head.append(row(...heads.map(([text, name]) => Object.assign(make("th", text, name), { scope: "col" }))));
  const body = make("tbody");
  body.append(...rows);
  whole.append(head, body);
  return whole;
}

function list(lines) {
  const whole = make("ul");
  whole.append(...lines.map((line) => make("li", line)));
  return whole;
}

const STATES = { passed: "✓ holds", failed: "✕ fails", incomplete: "! not checked", "not-asked": "– not asked" };
const STEPS = {
  structure: "Files and forms", tiles: "Proofs of the records", root: "Way to the signed root", checkpoint: "Signature of the log",
  cosignatures: "Witnesses", time: "Time stamps", chains: "Order on each device", signatures: "Signatures of the records",
  keys: "History of keys", rules: "The rules",
};

function verdict(report) {
  const { facts } = report;
  const what = report.what === "tiles" ? "log" : "bundle";
  if (report.failed) {
    const { record, fault } = report.firstFault;
    const where = record ? `The first bad record is ${record}: ` : "";
    return { name: "bad", sign: "✕", title: `This ${what} does not hold`, why: `${where}${fault}. Do not rely on it; keep it as it is, and ask where it came from.` };
  }
  if (!report.ok) return { name: "care", sign: "!", title: "What was checked holds, but not everything was", why: "See the steps marked “not checked”. This page cannot check them; VERIFY.txt says what can." };
  if (!facts.anchored) {
    const why = `${facts.records} records hold together. Whose they are is not shown: the key came with the ${what}. Paste the log's key from somewhere else above.`;
    return { name: "care", sign: "!", title: "It holds in itself, under its own key", why };
  }
  return { name: "good", sign: "✓", title: "It holds, under the key you gave", why: `${facts.records} records of ${facts.unit} are as they were when the log was signed.` };
}

function facts(report) {
  const { facts: said } = report;
  const whole = make("dl");
  const add = (name, value, form = "") => value && whole.append(make("dt", name), make("dd", value, form));
  add("Production unit", said.unit);
  add("About", said.selection?.kind && said.selection.kind !== "all" ? `${said.selection.kind} ${said.selection.name}` : "the whole log");
  add("It says of itself", said.claim);
  add("Records", said.first ? `${said.full} in full, ${said.redacted} by their sums alone, from ${said.first} to ${said.last} of ${said.size}` : "");
  add("Key of the log", said.vkey, "mono");
  add("Root", said.root, "mono");
  return whole;
}

function said(record) {
  const cell = make("td");
  const first = make("div");
  first.append(`${shown(record.by)} ${record.door}: ${shown(record.kind)}${record.thing ? ` ${shown(record.thing)}` : ""} — `);
  first.append(make("span", `${record.answer}${record.deviation ? ", as a deviation" : ""}`, "answer"));
  cell.append(first);
  if (record.said.length) cell.append(make("div", record.said.join("; "), "said"));
  if (record.findings.length) {
    const reasons = make("details");
    reasons.append(make("summary", record.findings.length === 1 ? "1 reason of the rules" : `${record.findings.length} reasons of the rules`), list(record.findings));
    cell.append(reasons);
  }
  return cell;
}

function records(report) {
  const all = report.records;
  const whole = make("div");
  whole.id = "records";
  whole.append(make("p", "Who claimed what, and when (UTC), in the order of the log. None of it says that it was so.", "quiet"));
  const rows = (from, to) => all.slice(from, to).map((each) => row(make("td", each.number, "number"), make("td", each.claimed.slice(0, 19).replace("T", " "), "when"), said(each)));
  const made = table([["Record", "number"], ["Claimed", ""], ["Who, what, and the answer", ""]], rows(0, AT_ONCE));
  whole.append(made);
  let next = AT_ONCE;
  if (all.length > next) {
    const more = make("button", "Show more");
    more.type = "button";
    more.addEventListener("click", () => {
      made.tBodies[0].append(...rows(next, next + AT_ONCE));
      next += AT_ONCE;
      more.hidden = next >= all.length;
    });
    whole.append(more);
  }
  if (report.facts.records > all.length) whole.append(make("p", `Shown are the first ${all.length} of ${report.facts.records}.`, "quiet"));
  return whole;
}

function show(report) {
  const { name, sign, title, why } = verdict(report);
  find("panel").className = name;
  find("sign").textContent = sign;
  find("verdict").textContent = shown(title);
  find("why").textContent = shown(why);
  const parts = [];
  for (const text of report.loud) {
    const [head, ...rest] = text.split(/(?<=\.) /);
    const loud = make("div", "", "loud");
    loud.append(make("strong", head), ` ${shown(rest.join(" "))}`);
    parts.push(loud);
  }
  const heading = (text) => parts.push(make("h3", text));
  if (report.facts.unit) {
    heading("What it is");
    parts.push(facts(report));
  }
  if (!report.failed && report.facts.shows) {
    heading("What that shows");
    parts.push(list([...report.facts.shows, ...report.notes]));
  }
  if (report.couldNotKnow.length) {
    heading("What no check of it can know");
    parts.push(list(report.couldNotKnow));
  }
  heading("The steps");
  const steps = report.steps.map((step) => row(
    make("td", step.number, "number"), make("td", STATES[step.state], `state ${step.state}`),
    (() => { const cell = make("td", STEPS[step.name]); cell.append(make("div", step.fault ?? step.says, "said")); return cell; })(),
  ));
  parts.push(table([["Step", "number"], ["Result", ""], ["What was checked", ""]], steps));
  if (report.records.length) {
    heading("The records");
    parts.push(records(report));
  }
  answer(parts);
}

function answer(parts) {
  find("details").replaceChildren(...parts);
  find("answer").hidden = false;
  find("progress").textContent = "";
  find("verdict").focus();
}

function refuse(title, why) {
  find("panel").className = "bad";
  find("sign").textContent = "✕";
  find("verdict").textContent = title;
  find("why").textContent = shown(why);
  answer([]);
}

let current = null;
let running = false;

async function check() {
  if (!current || running) return;
  running = true;
  find("answer").hidden = true;
  find("progress").textContent = "Checking …";
  try {
    const kept = (id) => (find(id).value.trim() ? toBytes(`${find(id).value.replace(/\r/g, "").replace(/^\n+|\n+$/g, "")}\n`) : null);
    let anchors;
    try {
      anchors = await readAnchors({ vkey: kept("vkey"), policy: kept("policy"), seen: kept("seen") });
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      find("outside").open = true;
      refuse("What you gave from outside cannot be read", `It ${error.message}. Copy it again.`);
      return;
    }
    if (current.size > LARGEST) throw new Malformed("is too large for a browser; use verify.mjs");
    const bytes = new Uint8Array(await current.arrayBuffer());
    const report = await verify(sourceOf(unzip(bytes)), anchors, async (done, all) => {
      find("progress").textContent = `Checking record ${done} of ${all} …`;
      await new Promise((resume) => setTimeout(resume));
    });
    show(report);
  } catch (error) {
    const says = error instanceof Malformed ? `It ${error.message}.` : "It is nothing that this page can read.";
    refuse("This file does not hold", `${says} Do not rely on it; keep it as it is, and ask where it came from.`);
  } finally {
    running = false;
    find("again").disabled = false;
  }
}

function take(files) {
  if (!files?.length) return;
  [current] = files;
  find("drop-says").replaceChildren(make("strong", current.name), ` (${Math.ceil(current.size / 1000)} kB)`);
  check();
}

// What is folded on the screen is not folded on paper.
addEventListener("beforeprint", () => { for (const each of document.querySelectorAll("#records details")) each.open = true; });

const drop = find("drop");
for (const name of ["dragenter", "dragover"]) document.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
for (const name of ["dragleave", "drop"]) document.addEventListener(name, (event) => { event.preventDefault(); drop.classList.remove("over"); });
document.addEventListener("drop", (event) => take(event.dataTransfer?.files));
find("file").addEventListener("change", (event) => take(event.target.files));
find("again").addEventListener("click", check);
find("ask").addEventListener("submit", (event) => event.preventDefault());
