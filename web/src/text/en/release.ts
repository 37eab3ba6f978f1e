export const en = {
  title: "Held and stopped",
  nothing: "Nothing holds the set, by the record.",
  theSet: "The whole set",
  hold: "Hold: a doubt",
  stop: "Stop",
  live: "A live or unidentified round was found",
  incident: "Somebody was hurt, or nearly",
  freeze: "Frozen for the outside",
  missing: "A dummy is missing",
  since: "since record {n}",
  about: "over {what}",
  liftsHold:
    "A custodian and the 1st AD lift it in one line, neither of whom pressed. Nobody is asked who did.",
  liftsStop:
    "A custodian releases it, and somebody outside the department has reviewed it: each says so themselves.",
  withWhom: "Custodian: {custodians}. Review: {reviewers}.",
  yours: "Release the set",
  asCustodian: "Say what was found. The second person then says their own word, on their phone or here.",
  notYours:
    "You begin no release: {who} does. If you review it, it comes to your screen *Witness* by itself.",
  signIn: "Sign in to release it, or to review it.",
  back: "The way back is open",
  backSays: "Whatever is held: give back, take back, unload, clear, check, lock away as it is, cut.",
  nothingOut: "By the record nothing is in anybody's hands.",
  takeBack: "On the bench",
  one: "Held by themselves",
  released: "Released. Everything is opened and looked into before it goes on.",
};
