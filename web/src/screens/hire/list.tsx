import { Notice, Title } from "../../ui/basics";
import { Folded } from "../../ui/folded";
import { Opening } from "./consign";
import { Failed } from "./failed";
import { useHire } from "./load";
import { Servicing, Spacing } from "./noting";
import type { All, Line, Paper, Service } from "./types";
import { dayOf, serviceOf, stateOf, t, withOf } from "./words";

/** Every hire with its days, what is late first; services, papers of weapons, owners. */
export function List() {
  const view = useHire<All>("hires");
  const all = view.value.value;
  return (
    <div class="hire stack">
      <Title>{t("title")}</Title>
      <p class="soft">{t("says")}</p>
      <Failed view={view} />
      {all ? <Whole all={all} /> : null}
    </div>
  );
}

function Whole({ all }: { readonly all: All }) {
  return (
    <>
      <section class="stack-close">
        <h2>{t("hires")}</h2>
        {all.hires.length === 0 ? <p>{t("noHires")}</p> : <Hires hires={all.hires} />}
        <Folded title={t("takeIn")}>
          <Opening way="in" />
        </Folded>
        <Folded title={t("sendOut")}>
          <Opening way="out" />
        </Folded>
      </section>
      <section class="stack-close">
        <h2>{t("services")}</h2>
        <p class="soft">{t("servicesSays")}</p>
        <ul class="hire-lines">
          {all.services.map((each) => (
            <li key={each.weapon}>
              <ServiceLine service={each} />
            </li>
          ))}
        </ul>
        <Folded title={t("enterService")}>
          <Servicing weapons={all.services.map((each) => each.weapon)} />
        </Folded>
        <Folded title={t("setInterval")}>
          <Spacing weapons={all.services.map((each) => each.weapon)} />
        </Folded>
      </section>
      <section class="stack-close">
        <h2>{t("papers")}</h2>
        {all.certificates.length === 0 ? <p>{t("noPapers")}</p> : null}
        <ul class="hire-lines">
          {all.certificates.map((each) => (
            <li key={`${each.weapon} ${each.kind} ${each.number}`}>
              <strong>{each.weapon}</strong> {each.kind} {each.number}{" "}
              <span class={each.state === "lapsed" ? "fault" : "soft"}>{lapses(each)}</span>
            </li>
          ))}
        </ul>
      </section>
      <section class="stack-close">
        <h2>{t("owners")}</h2>
        {all.owners.length === 0 ? <p>{t("noOwners")}</p> : null}
        <ul class="picks">
          {all.owners.map((each) => (
            <li key={each}>
              <a class="button" href={`/hire/of/${encodeURIComponent(each)}`}>
                {each}
              </a>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function Hires({ hires }: { readonly hires: readonly Line[] }) {
  return (
    <table class="hire-list">
      <thead>
        <tr>
          <th scope="col">{t("hire")}</th>
          <th scope="col">{t("party")}</th>
          <th scope="col">{t("days")}</th>
          <th scope="col">{t("state")}</th>
          <th scope="col">{t("left")}</th>
        </tr>
      </thead>
      <tbody>
        {hires.map((each) => (
          <tr key={each.hire} class={each.state}>
            <th scope="row">
              <a href={`/hire/${encodeURIComponent(each.hire)}`}>{each.hire}</a>
            </th>
            <td>{withOf(each)}</td>
            <td>{t("dayRange", { since: dayOf(each.since), until: dayOf(each.until) })}</td>
            <td>
              <strong>{stateOf(each)}</strong>
              {each.differences > 0 ? <span>{t("differences", { n: each.differences })}</span> : null}
              {each.against_the_record > 0 ? (
                <span>{t("against", { n: each.against_the_record })}</span>
              ) : null}
            </td>
            <td>{t("leftOf", { n: each.outstanding, all: each.items })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function ServiceLine({ service }: { readonly service: Service }) {
  const parts = [
    service.last ? t("lastOn", { day: dayOf(service.last) }) : t("never"),
    t("rounds", { n: service.rounds }),
    service.by_difference > 0 ? t("uncounted", { n: service.by_difference }) : "",
    service.on ? t("nextOn", { day: dayOf(service.on) }) : "",
    service.rounds_left === null ? "" : t("roundsLeft", { n: Math.max(service.rounds_left, 0) }),
  ];
  const loud = service.state === "due" || service.state === "unknown";
  const state = serviceOf(service.state);
  return (
    <>
      <a href={`/weapons/${encodeURIComponent(service.weapon)}`}>{service.weapon}</a>{" "}
      {loud ? <strong class="fault">{state}</strong> : <span>{state}</span>}{" "}
      <span class="soft">{parts.filter(Boolean).join(", ")}</span>
      {service.look_again ? <Notice title={t("lookAgain")} look="warn" /> : null}
    </>
  );
}

function lapses(paper: Paper): string {
  const key = ({ lapsed: "lapsed", soon: "endsSoon", "in-date": "inDate", "no-day": "noDay" } as const)[
    paper.state
  ];
  return t(key, { day: dayOf(paper.expires) });
}
