// A record in words: who claimed what and when, and how it was answered. Never what is true.

import { isObject } from "./json.mjs";

const ABOUT = ["weapon", "lot", "person", "scene", "about", "in"];
const ANSWERS = { permit: "nothing stood against it", hold: "held, for a second person", refuse: "refused", record: "recorded" };

function plain(value) {
  if (Array.isArray(value)) return value.map(plain).join(" and ") || "none";
  if (isObject(value) && Object.keys(value).join() === "sealed") return "sealed";
  if (isObject(value)) return Object.entries(value).map(([key, each]) => `${key} ${plain(each)}`).join(" ");
  return value === true ? "yes" : value === false ? "no" : String(value);
}

/** One record for a list that people read. */
export function inWords(number, body) {
  const day = body.scope === "set" ? "" : `${body.scope.replace(/@\d+$/, "")}/`;
  const short = (text) => (day ? String(text).replaceAll(day, "") : String(text));
  const deed = isObject(body.completes) ? body.completes : body;
  const act = isObject(deed.act) ? { ...deed.act } : {};
  const about = ABOUT.find((key) => key in act);
  const thing = about ? short(plain(act[about])) : "";
  delete act[about];
  const rest = Object.entries(act).filter(([, value]) => typeof value !== "string" || value.length <= 200);
  return {
    number,
    claimed: body.claimed_at,
    received: body.received_at,
    by: typeof body.by === "string" ? short(body.by) : "the node",
    door: body.door === "ask" ? "asked" : "reported",
    kind: body.kind,
    thing,
    said: rest.map(([key, value]) => `${key.replaceAll("_", " ")}: ${short(plain(value))}`),
    answer: ANSWERS[body.outcome] ?? body.outcome,
    deviation: body.deviation === true,
    findings: body.findings.filter(isObject).map((each) => short(each.says ?? "")).filter((each) => each),
  };
}
