import { verify } from "./verify.mjs";
