export const en = { print: "Print" };
