import { defineConfig } from '@playwright/test';

const flags = [
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
if (process.getuid?.() === 0) flags.push('--no-sandbox');

export default defineConfig({
  testDir: 'specs',
  outputDir: 'test-results',
  fullyParallel: true,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // A loaded machine may lose a connection once; a mistake of ours fails twice.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['./reporter.js']],
  use: {
    locale: 'nl-BE',
    timezoneId: 'Europe/Brussels',
    colorScheme: 'light',
    viewport: { width: 1280, height: 900 },
    serviceWorkers: 'block',
    bypassCSP: false,
    launchOptions: { executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags },
  },
  projects: [
    { name: 'hosted', use: { place: 'hosted' } },
    { name: 'served', use: { place: 'served' }, testMatch: /(search|tool|navigation)\.spec\.js/ },
  ],
});
