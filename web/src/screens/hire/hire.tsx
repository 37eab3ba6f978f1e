import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { match, place } from "../../core/router";
import styles from "../../styles/hire.css?url";
import { t as shell } from "../../ui/text";
import { List } from "./list";
import { OneHire } from "./one";
import { Owner } from "./owner";

/** Hires, one hire, and what of an owner is where: a desk's work, so its looks are loaded with it. */
export default function Hire() {
  const ready = useSignal(isThere());
  useEffect(() => dress(() => (ready.value = true)), []);
  if (!ready.value) return <p>{shell("loading")}</p>;
  const { path } = place.value;
  const owner = match("/hire/of/:owner", path)?.owner;
  if (owner) return <Owner key={owner} owner={owner} />;
  const id = match("/hire/:id", path)?.id;
  return id ? <OneHire key={id} id={id} /> : <List />;
}

const isThere = (): boolean => document.querySelector(`link[href="${styles}"]`) !== null;

/** Load the looks, once; where they cannot be had, it is shown plainly. */
function dress(then: () => void): void {
  if (isThere()) {
    then();
    return;
  }
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: styles });
  link.onload = then;
  link.onerror = then;
  document.head.append(link);
}
