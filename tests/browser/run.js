// Builds the portal, puts it on a static host and beside that on its own server, and runs the tests
// on both: `node run.js [argument of Playwright]...`. The binary is that of PORTAL_BINARY, the site that of
// PORTAL_ROOT.

import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { host } from './host.js';
import { serve } from './serve.js';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(process.env.PORTAL_ROOT ?? join(here, '../..'));
const binary = resolve(process.env.PORTAL_BINARY ?? join(here, '../../target/release/bcm-portal'));
const work = mkdtempSync(join(tmpdir(), 'bcm-portal-'));
const source = join(work, 'source');
const folder = join(work, 'public');
const children = [];

function end(code) {
  children.forEach((it) => it.kill('SIGKILL'));
  rmSync(work, { recursive: true, force: true });
  process.exit(code);
}

['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((it) => process.on(it, () => end(1)));

// What is tested stays as it is while somebody edits.
for (const name of ['content', 'data', 'themes']) cpSync(join(root, name), join(source, name), { recursive: true });

const server = host(() => folder, '/sub/');
await new Promise((ready) => { server.listen(0, '127.0.0.1', ready); });
const hosted = `http://127.0.0.1:${server.address().port}/sub/`;
const built = spawnSync(binary, ['build', '--root', source, '--out', folder, '--base-url', hosted], { encoding: 'utf8' });
if (built.status !== 0) {
  console.error(`the portal does not build with ${binary}:\n${built.stderr || built.error}`);
  end(1);
}
const served = await serve(binary, source);
children.push(served.child);

const tests = spawn(process.execPath, [join(here, 'node_modules/@playwright/test/cli.js'), 'test', ...process.argv.slice(2)], {
  cwd: here,
  stdio: ['ignore', 'inherit', 'inherit'],
  env: {
    ...process.env,
    PORTAL_BINARY: binary,
    PORTAL_SOURCE: source,
    PORTAL_PUBLIC: folder,
    PORTAL_WORK: work,
    PORTAL_HOSTED: hosted,
    PORTAL_SERVED: served.url,
  },
});
children.push(tests);
tests.on('exit', (code) => end(code ?? 1));
