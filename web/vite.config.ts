import { defineConfig } from "vite";
import { ahead, parts } from "./tools/ahead.ts";
import { PARTS } from "./tools/areas.ts";
import { languages } from "./tools/languages.ts";
import { worker } from "./tools/worker.ts";

const NODE = process.env.SHOWSAFE_NODE ?? "http://127.0.0.1:7380";

export default defineConfig({
  plugins: [languages(), ahead(), worker(), parts()],
  build: {
    outDir: "../src/showsafe/entrypoints/http/web",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: false,
    cssCodeSplit: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        // By what somebody does: a phone loads the parts of its own role, each in one wait.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [...PARTS],
        },
      },
    },
  },
  server: {
    port: 7390,
    proxy: { "/api": NODE, "/health": NODE },
  },
  test: { include: ["tests/**/*.test.ts"], setupFiles: ["tests/setup.ts"] },
} as Parameters<typeof defineConfig>[0]);
