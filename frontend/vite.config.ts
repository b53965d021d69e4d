import { defineConfig } from "vitest/config";

// Names without hashes: Django's static storage adds its own. Everything is served from one place, so addresses
// in the stylesheet are relative.
export default defineConfig({
  base: "./",
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // the pages' policy allows no data: fonts
    modulePreload: false,
    rollupOptions: {
      input: { app: "src/app.ts", live: "src/live/live.ts" },
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name].js",
        assetFileNames: ({ names }) => (names[0]?.endsWith(".woff2") ? "fonts/[name][extname]" : "[name][extname]"),
      },
    },
  },
  test: { environment: "happy-dom", include: ["src/**/*.test.ts"] },
});
