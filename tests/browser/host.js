// A static host as anybody could rent one: a folder under a path, with the headers of its `_headers`.

import { createServer } from 'node:http';
import { readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.woff2': 'font/woff2', '.wasm': 'application/wasm',
  '.txt': 'text/plain', '.xml': 'application/xml',
};

/** The rules of a `_headers` file: `[pattern, [[name, value]]]`. */
export function parseHeaders(text) {
  const rules = [];
  for (const line of text.split('\n').filter((it) => it.trim() && !it.startsWith('#'))) {
    if (!/^\s/.test(line)) rules.push([line.trim(), []]);
    else rules.at(-1)[1].push([line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()]);
  }
  return rules;
}

const fits = (pattern, path) => (pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern);

/**
 * Hosts what `folder()` names under `base`. Every request is kept as the server saw it, and
 * `/requests` tells them: the last word on what left the browser.
 */
export function host(folder, base) {
  const seen = [];
  return createServer((request, response) => {
    const path = decodeURIComponent(request.url.split('?')[0]);
    if (path === '/requests') return response.end(JSON.stringify(seen));
    const entry = { method: request.method, url: request.url, headers: request.rawHeaders, body: '' };
    seen.push(entry);
    request.on('data', (bytes) => { entry.body += bytes; });
    const kind = (it) => statSync(it, { throwIfNoEntry: false });
    let file = join(folder(), normalize(path.startsWith(base) ? path.slice(base.length - 1) : '/../404.html'));
    if (kind(file)?.isDirectory()) {
      if (!path.endsWith('/')) return response.writeHead(301, { Location: path + '/' }).end();
      file = join(file, 'index.html');
    }
    const found = kind(file)?.isFile();
    if (!found) file = join(folder(), '404.html');
    response.setHeader('Content-Type', TYPES[extname(file)] ?? 'application/octet-stream');
    const rules = parseHeaders(readFileSync(join(folder(), '_headers'), 'utf8'));
    for (const [name, value] of rules.filter(([it]) => fits(it, path)).flatMap(([, it]) => it)) {
      response.setHeader(name, value);
    }
    return response.writeHead(found ? 200 : 404).end(readFileSync(file));
  });
}
