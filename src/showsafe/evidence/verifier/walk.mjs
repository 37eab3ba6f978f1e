// One record after another, in the order of the log: form, chain, signatures, keys.

import { Malformed } from "./bytes.mjs";
import { changeOf, Chains, History, saysBoth } from "./history.mjs";
import { actSigned, commitmentsIn, readRecord } from "./record.mjs";
import { secondSigned } from "./second.mjs";
import { inWords } from "./words.mjs";

const MOST_SHOWN = 2000;

export class Walk {
  /** `leafAt` gives the sum of a redacted record; `whole` says that no record is left out. */
  constructor(report, unit, leafAt, whole) {
    Object.assign(this, { report, unit, whole, history: new History(), chains: new Chains(leafAt) });
    Object.assign(this, { count: 0, keyRecords: [], acts: new Set(), attachments: new Map(), commitments: new Map() });
  }

  async take(number, raw, leaf) {
    const { report } = this;
    this.count += 1;
    const record = await report.hold("structure", `record ${number}`, () => readRecord(raw), number);
    if (!record) return null;
    const { body } = record;
    this.unit ||= body.unit;
    if (body.unit !== this.unit) report.fault("structure", `record ${number} belongs to another unit`, number);
    if ((number === 1) !== (body.kind === "unit-opened")) report.fault("structure", `record ${number} opens no unit where it should, or opens one again`, number);
    if (saysBoth(body)) report.fault("structure", `record ${number} says something of the ledger itself, and that it completes something else as well`, number);
    if (this.acts.has(body.act_id)) report.fault("structure", `the act of record ${number} is recorded twice`, number);
    this.acts.add(body.act_id);
    const change = changeOf(body);
    const opens = body.kind === "unit-opened" && change.kind === body.kind;
    if (opens) await this.key(number, record, change);
    await report.hold("signatures", `record ${number}`, () => this.history.check(number, record, change), number);
    for (const read of [actSigned, secondSigned]) {
      const claim = await report.hold("structure", `record ${number}`, () => read(body), number);
      if (claim) await report.hold("signatures", `record ${number}`, () => this.history.checkAct(number, claim), number);
    }
    if (change && !opens) await this.key(number, record, change);
    await report.hold("chains", `record ${number}`, () => this.chains.take(number, body, leaf, this.whole), number);
    this.remember(number, body);
    return body;
  }

  async key(number, record, change) {
    const from = await this.report.hold("keys", `record ${number}`, () => this.history.take(number, record, change), number);
    for (const each of from ?? []) this.keyRecords.push({ record: each.number, kind: each.record.body.kind, ...each.record.body.act });
    this.keyRecords.sort((one, other) => one.record - other.record);
  }

  remember(number, body) {
    for (const name of body.attachments ?? []) if (!this.attachments.has(name)) this.attachments.set(name, number);
    for (const name of commitmentsIn([body.act, body.completes ?? null])) {
      if (!this.commitments.has(name)) this.commitments.set(name, new Set());
      this.commitments.get(name).add(number);
    }
    if (this.report.records.length < MOST_SHOWN) this.report.records.push(inWords(number, body));
  }

  /** Close the steps that look at records one by one. */
  end() {
    const { report, count } = this;
    if (!count) throw new Malformed("holds not a single record, and nothing is never green");
    const says = this.whole ? "every chain from its first record on" : "as far as records of one device are here or beside each other";
    report.pass("chains", count, says);
    report.pass("signatures", count, "every signature of every record here, by the strict rule");
    report.facts.records = count;
    report.facts.unit = this.unit;
  }
}
