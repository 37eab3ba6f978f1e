import { match, place } from "../../core/router";
import styles from "../../styles/hire.css?url";
import { useDressed } from "../../ui/dressed";
import { t as shell } from "../../ui/text";
import { List } from "./list";
import { OneHire } from "./one";
import { Owner } from "./owner";

/** Hires, one hire, and what of an owner is where: a desk's work, so its looks are loaded with it. */
export default function Hire() {
  if (!useDressed(styles)) return <p>{shell("loading")}</p>;
  const { path } = place.value;
  const owner = match("/hire/of/:owner", path)?.owner;
  if (owner) return <Owner key={owner} owner={owner} />;
  const id = match("/hire/:id", path)?.id;
  return id ? <OneHire key={id} id={id} /> : <List />;
}
