import { defineConfig, type ViteUserConfig } from 'vitest/config';

const config: ViteUserConfig = defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default'],
    // More than there are cores: the tests with real processes wait more than they compute.
    maxWorkers: 4,
    // No test changes what others import, so the modules need not be loaded anew for each file.
    isolate: false,
    // On a machine that is busy a process takes seconds to start, and some tests start a dozen of them.
    testTimeout: 120_000,
    // To take away a desk of thousands of files.
    hookTimeout: 60_000,
    sequence: { shuffle: true },
  },
});

export default config;
