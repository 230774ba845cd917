import { defineConfig } from '@playwright/test'
import { browserFlags, findBrowser } from './browser.mjs'

const executablePath = findBrowser()

/** `page`: the built page in a browser against our own endpoint. `moto`, `localstack`: the same against real interpreters. `package`: what is
 * packed, installed and run; no browser. */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  // A test that passes at the second try hides a fault of ours.
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  // A machine that is busy with other work is slow, not wrong: each wait ends as soon as it is so.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter:
    process.env['CI'] === undefined
      ? [['line']]
      : [['list'], ['html', { open: 'never', outputFolder: '../playwright-report' }]],
  use: {
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    colorScheme: 'light',
    // Motion is tested where motion is the matter.
    contextOptions: { reducedMotion: 'reduce' },
    // Of a failure each step's page is kept, which can be opened and read; a film beside it takes a third of all the time.
    trace: { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      args: [...browserFlags],
      ...(executablePath === undefined ? {} : { executablePath }),
    },
  },
  projects: [
    { name: 'page', testMatch: '**/*.spec.ts', testIgnore: ['moto/**', 'localstack/**', 'package/**', 'bench/**'] },
    { name: 'localstack', testMatch: 'localstack/*.spec.ts', timeout: 120_000 },
    { name: 'package', testMatch: 'package/*.spec.ts' },
    { name: 'moto', testMatch: 'moto/*.spec.ts', timeout: 120_000 },
  ],
})
