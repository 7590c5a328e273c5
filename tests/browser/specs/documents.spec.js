// Each download opens in an office suite, without a word of complaint, and says what it is.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

import { PUBLIC, expect, figure, files, read, test } from '../portal.js';

const run = promisify(execFile);
const downloads = files().filter((it) => it.startsWith('downloads/'));
const plain = (text) => text.replace(/&amp;/g, '&').replace(/[\s\u00ad]+/g, ' ').trim();

/** The page that offers a download: its title, and what it says about the file. */
function offer(file) {
  const path = files().find((it) => it.startsWith('sjablonen/') && it.endsWith('index.html') && read(it).includes(`download="${basename(file)}"`));
  const html = path ? read(path).toString() : '';
  return { path, html, title: plain(html.match(/<h1>(.*?)<\/h1>/)?.[1] ?? '') };
}

test('there is a download for each of five templates', () => {
  expect(downloads.length).toBeGreaterThanOrEqual(5);
});

for (const file of downloads) {
  test(`${basename(file)} becomes a PDF with its title in it`, async ({}, info) => {
    test.setTimeout(180_000);
    const folder = info.outputPath('office');
    const office = ['--headless', `-env:UserInstallation=file://${info.outputPath('profile')}`, '--convert-to', 'pdf', '--outdir', folder, join(PUBLIC, file)];
    const { stdout, stderr } = await run('soffice', office);
    expect(stdout).toContain('convert');
    // Whether there is a Java on this machine says nothing about the document.
    expect(`${stdout}${stderr.replace(/^.*javaldx.*$/m, '')}`).not.toMatch(/error|fail|corrupt/i);
    const pdf = join(folder, basename(file).replace(/\.\w+$/, '.pdf'));
    const about = (await run('pdfinfo', [pdf])).stdout;
    const sheets = Number(about.match(/^Pages:\s+(\d+)/m)[1]);
    const title = plain(about.match(/^Title:(.*)$/m)?.[1] ?? '');
    figure(`${String(sheets).padStart(3)} sheets · ${basename(file)} · ${title}`);
    expect(sheets).toBeGreaterThan(0);
    expect(title).not.toBe('');
    expect(plain((await run('pdftotext', [pdf, '-'])).stdout)).toContain(title);
  });

  test(`the page of ${basename(file)} says its size, version, date and checksum`, () => {
    const { path, html } = offer(file);
    expect(path, 'the page that offers it').toBeTruthy();
    expect(html).toContain(createHash('sha256').update(read(file)).digest('hex'));
    expect(html).toMatch(/\d+ kB · versie [\d.]+ · \d+ \w+ \d{4}/i);
  });
}
