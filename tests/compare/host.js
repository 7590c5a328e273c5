// A static host on this machine that keeps what it was asked for.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.wasm': 'application/wasm',
};

/** Where a page says that the reader sees what was asked for. */
export const SHOWN = '/shown';

function fileOf(folders, path) {
  const prefix = Object.keys(folders).filter((it) => path.startsWith(it)).sort((a, b) => b.length - a.length)[0];
  const file = join(folders[prefix], normalize(`/${path.slice(prefix.length)}`));
  return statSync(file, { throwIfNoEntry: false })?.isDirectory() ? join(file, 'index.html') : file;
}

/**
 * Hosts folders by the start of the path, and pages that are in no folder.
 * @returns its address, `take()` for the files that were asked for since the last time until a page
 *   said that it shows something, and `close()`
 */
export async function host(folders, pages) {
  let asked = [];
  let shown = false;
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url.split('?')[0]);
    if (path === SHOWN) {
      shown = true;
      return response.end();
    }
    const text = pages[path];
    const file = fileOf(folders, path);
    if (text === undefined && !existsSync(file)) return response.writeHead(404).end();
    if (!shown) asked.push({ path, file });
    response.setHeader('Content-Type', text ? 'text/html' : TYPES[extname(file)] ?? 'application/octet-stream');
    return response.end(text ?? readFileSync(file));
  });
  await new Promise((ready) => { server.listen(0, '127.0.0.1', ready); });
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    take() {
      const taken = asked;
      [asked, shown] = [[], false];
      return taken;
    },
    close: () => server.close(),
  };
}
