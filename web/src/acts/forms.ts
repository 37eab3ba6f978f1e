/** Which form each act has. An act that asks for nothing has the plain one. */

import { AcceptForm, DeclareForm, ToForm } from "./aloud";
import CheckForm from "./check";
import type { Form } from "./form";
import FoundForm from "./found";
import LoadForm from "./load";
import { RunForm } from "./opening";
import ShowForm from "./show";
import { ContainerForm, PlaceForm, SealForm } from "./store";
import {
  AttendeesForm,
  CauseForm,
  CollectForm,
  CountForm,
  PlainForm,
  ProveForm,
  ReconcileForm,
} from "./words";

const FORMS: Readonly<Record<string, Form>> = {
  check: CheckForm,
  unload: FoundForm,
  clear: FoundForm,
  load: LoadForm,
  show: ShowForm,
  declare: DeclareForm,
  offer: ToForm,
  "hand-over": ToForm,
  "pass-open": ToForm,
  accept: AcceptForm,
  lock: ContainerForm,
  isolate: ContainerForm,
  quarantine: ContainerForm,
  preset: PlaceForm,
  "pick-up": PlaceForm,
  leave: PlaceForm,
  seal: SealForm,
  collect: CollectForm,
  reconcile: ReconcileForm,
  prove: ProveForm,
  meet: AttendeesForm,
  "open-run": RunForm,
  discharge: CountForm,
  "find-live": CountForm,
  misfire: CauseForm,
  drop: CauseForm,
  foul: CauseForm,
  "unplanned-discharge": CauseForm,
  release: CauseForm,
  withdraw: CauseForm,
  incident: CauseForm,
};

export const formOf = (kind: string): Form => FORMS[kind] ?? PlainForm;
