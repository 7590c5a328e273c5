// The portal's own server, as a child process.

import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/**
 * Starts `serve` on a free port.
 * @param {string} binary
 * @param {string} root folder of the site
 * @returns {Promise<{url: string, child: import('node:child_process').ChildProcess, said: () => string}>}
 *   its address, and all it said on the terminal so far
 */
export function serve(binary, root) {
  const child = spawn(binary, ['serve', '--root', root, '--addr', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stderr.on('data', (bytes) => { text += bytes; });
  return new Promise((started, failed) => {
    child.on('error', failed);
    child.on('exit', () => failed(new Error(`serve ended: ${text}`)));
    createInterface(child.stdout).once('line', (url) => started({ url, child, said: () => text }));
  });
}
