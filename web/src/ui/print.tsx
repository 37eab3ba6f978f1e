import { texts } from "../core/i18n";
import { en } from "../text/en/things";
import { es } from "../text/es/things";
import { Button } from "./basics";

const t = texts(en, es);

/** Print what is on the screen, black on white, with its pictures as they are by day. */
export function Print() {
  return (
    <p class="no-print">
      <Button look="whole" onPress={() => void printed()}>
        {t("print")}
      </Button>
    </p>
  );
}

async function printed(): Promise<void> {
  const root = document.documentElement;
  const before = root.dataset.theme ?? "";
  root.dataset.theme = "day";
  try {
    await new Promise((resume) => setTimeout(resume, 50));
    await Promise.all(
      [...document.querySelectorAll("main img")].map((each) => loaded(each as HTMLImageElement)),
    );
    print();
  } finally {
    root.dataset.theme = before;
  }
}

const loaded = (image: HTMLImageElement): Promise<void> => {
  image.loading = "eager";
  return image.decode().catch(() => undefined);
};
