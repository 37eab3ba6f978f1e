// The name of every act in the imperative, by that of its record: a second person signs what is to be done.

const PAIRS =
  "registered register, brought bring, received receive, proven prove, sealed seal, " +
  "quarantined quarantine, locked lock, unlocked unlock, isolated isolate, consigned consign, " +
  "returned-to-owner return-to-owner, enrolled enrol, role-assigned assign-role, staffed staff, " +
  "paper-recorded record-paper, instructed instruct, acknowledged acknowledge, key-enrolled enrol-key, " +
  "key-rotated rotate-key, key-revoked revoke-key, erased erase, assessed assess, met meet, " +
  "planned plan, day-opened open-day, day-closed close-day, checked check, shown show, loaded load, " +
  "unloaded unload, declared declare, preset-placed preset, offered offer, accepted accept, " +
  "handed-over hand-over, declined decline, withdrawn withdraw, collected collect, " +
  "passed-open pass-open, left leave, picked-up pick-up, rehearsed rehearse, take-started take, " +
  "cut-called cut, discharged discharge, cleared clear, reconciled reconcile, " +
  "recounted recount, rounds-destroyed destroy-rounds, sample-kept keep-sample, " +
  "rounds-returned return-rounds, cases-counted count-cases, break-called call-break, " +
  "discrepancy-owned own-discrepancy, discrepancy-closed close-discrepancy, " +
  "run-opened open-run, " +
  "cycled cycle, run-ended end-run, file-opened open-file, drawn-in draw-in, dropped-out drop-out, " +
  "file-issued issue-file, file-returned return-file, file-closed close-file, misfired misfire, " +
  "dropped drop, fouled foul, discharged-unplanned unplanned-discharge, live-found find-live, " +
  "concern-raised raise-concern, concern-answered answer-concern, held hold, stopped stop, " +
  "released release, incident-opened incident, frozen freeze, confirmed confirm, overridden override, " +
  "unit-opened open-unit, settings-changed change-settings, attested attest, begun begin, " +
  "described describe";

export const ACTS = new Map(PAIRS.split(", ").map((pair) => pair.split(" ")));
