// What is answered: numbered steps, the first fault of each, what could not be known, and one verdict.

import { Malformed } from "./bytes.mjs";

export const STEPS = ["structure", "tiles", "root", "checkpoint", "cosignatures", "time", "chains", "signatures", "keys", "rules"];

export class Report {
  constructor(what) {
    this.what = what;
    this.steps = STEPS.map((name, at) => ({ number: at + 1, name, state: "incomplete", covered: 0, says: "", fault: null, record: null }));
    this.loud = [];
    this.notes = [];
    this.couldNotKnow = [];
    this.records = [];
    this.facts = {};
  }

  step(name) {
    return this.steps.find((each) => each.name === name);
  }

  pass(name, covered, says) {
    const step = this.step(name);
    if (step.state === "incomplete") Object.assign(step, { state: "passed", covered, says });
  }

  /** Leave a step open, with the reason: then not everything was checked. */
  open(name, says) {
    const step = this.step(name);
    if (step.state !== "failed") Object.assign(step, { state: "incomplete", says });
  }

  notAsked(name, says) {
    const step = this.step(name);
    if (step.state !== "failed") Object.assign(step, { state: "not-asked", says });
  }

  fault(name, says, record = null) {
    const step = this.step(name);
    if (step.state !== "failed") Object.assign(step, { state: "failed", says: "", fault: says, record });
  }

  /** Run a part of a step; what is malformed in it becomes the fault of that step. */
  async hold(name, subject, part, record = null) {
    try {
      return await part();
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.fault(name, `${subject} ${error.message}`, record);
      return null;
    }
  }

  get failed() {
    return this.steps.some((step) => step.state === "failed");
  }

  get ok() {
    return this.facts.records > 0 && this.steps.every((step) => step.state === "passed" || step.state === "not-asked");
  }

  /** The fault of the lowest record, and of that its earliest step; faults of no record come last. */
  get firstFault() {
    const faults = this.steps.filter((step) => step.fault !== null);
    return faults.sort((one, other) => (one.record ?? Infinity) - (other.record ?? Infinity) || one.number - other.number)[0] ?? null;
  }

  /** 0 all was checked and holds, 1 something does not hold, 3 what was checked holds, and not all was. */
  get status() {
    return this.failed ? 1 : this.ok ? 0 : 3;
  }

  get verdict() {
    if (this.failed) {
      const { record, fault, name } = this.firstFault;
      return `It does not hold (${record ? `the first bad record is ${record}` : "in no one record"}): ${fault}. [verify.${name}]`;
    }
    if (this.ok) return `Everything that was asked for was checked, and holds: ${this.facts.records} records of ${this.facts.unit}.`;
    return "What was checked holds, and not everything was checked; see the steps marked incomplete. [verify.incomplete]";
  }

  asJson() {
    const { what, facts, loud, notes } = this;
    const first = this.firstFault;
    return {
      ok: this.ok, status: this.status, verdict: this.verdict, what, ...facts, steps: this.steps,
      first_fault: first && { code: `verify.${first.name}`, says: first.fault, record: first.record },
      loud, notes, could_not_know: this.couldNotKnow,
    };
  }
}
