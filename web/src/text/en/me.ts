export const en = {
  title: "Me",
  proof: "Proven by {proof}",
  own: "badge and PIN, on your own phone",
  sharedOne: "badge and PIN, on a shared device: weaker",
  passkey: "a passkey",
  none: "nothing yet: the node is away",
  lock: "Lock this phone",
  lockSays: "Nobody is signed in then. What was not sent stays, and waits for you.",
  papersSays: "You and the production office see them, nobody else.",
  wrong: "Something wrong with it? Tell the production office.",
  everybody: "Everybody on this production",
  cases: "Cases",
};
