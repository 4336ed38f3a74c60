import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default'],
    // More than there are cores: the tests with real processes wait more than they compute.
    maxWorkers: 4,
    // No test changes what others import, so the modules need not be loaded anew for each file.
    isolate: false,
    testTimeout: 60_000,
    sequence: { shuffle: true },
  },
});

export default config;
