import "./styles/base.css";
import "./styles/parts.css";
import "./styles/board.css";
import { render } from "preact";
import { App } from "./app";
import { startMinutes } from "./core/ages";
import { loadDevice } from "./core/keys";
import { startLive } from "./core/live";
import { loadOutbox } from "./core/outbox";
import { startRouter } from "./core/router";
import { startSession, watchSession } from "./core/session";
import { startSpeaking } from "./core/speaking";
import { applyTheme } from "./core/theme";
import { loadUnfinished } from "./core/unfinished";
import { startWorker } from "./core/worker";

applyTheme();
startRouter();
startMinutes();
startWorker();
watchSession();
void loadDevice();
void loadOutbox().catch(() => undefined);
void loadUnfinished().catch(() => undefined);
void startSession().finally(() => startLive());
void startSpeaking()
  .catch(() => undefined)
  .then(() => render(<App />, document.getElementById("app") as HTMLElement));
