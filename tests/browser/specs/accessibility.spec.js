// Every page is clean for axe; one of each kind also in the dark and on a small screen.

import { MARKER, TOOL, choose, dossier, expect, files, hits, kept, next, openFile, openTool, read, ready, test, toResult, tooWide, violations } from '../portal.js';

const sitemap = Array.from(read('sitemap.xml').toString().matchAll(/<loc>(.*?)<\/loc>/g), ([, url]) =>
  url.slice(process.env.PORTAL_HOSTED.length));
const pages = [...new Set([...sitemap, '404.html', 'zoeken/', 'begrippen/', 'tags/'])];

for (const path of pages) {
  test(`${path || 'the home page'} is clean for axe, and fits on a screen of 320 px`, async ({ page }) => {
    await page.goto(path);
    expect.soft(await violations(page), 'axe').toEqual([]);
    await page.setViewportSize(SMALL);
    expect.soft(await tooWide(page), 'wider than the screen').toEqual([]);
  });
}

test('the sitemap has every page that a reader should find', () => {
  const hidden = /^(404\.html|zoeken\/|tags\/)/;
  const built = files().filter((it) => it.endsWith('.html') && !hidden.test(it)
    && !read(it).includes('<meta name="robots" content="noindex">'));
  expect(sitemap.map((it) => `${it}index.html`).sort()).toEqual(built);
});

const SMALL = { width: 320, height: 700 };

const goes = (path) => (page) => page.goto(path);

/** One page of each template, and each state of the tool: how to get there. */
const kinds = {
  'the home page': goes(''),
  'the list of a folder': goes('richtlijnen/'),
  'the list of cases': goes('praktijk/'),
  'the list of references': goes('referenties/'),
  'a guidance page': goes('richtlijnen/wat-is-een-bcp/'),
  'a workshop': goes('workshops/workshop-2/'),
  'a case': goes('praktijk/willebroek-2020/'),
  'a reference': goes('referenties/iso-22301/'),
  'a template': goes('sjablonen/bia-blad/'),
  'a template with a paper form': goes('sjablonen/contactlijst-belboom/'),
  'a building block': goes('bouwstenen/contactlijst/'),
  'a guide': goes('hulpmiddelen/dossier/'),
  'the first hour': goes('eerste-uur/'),
  'a page of questions': goes('vragen/de-bia/'),
  'a start page': goes('start/ict/'),
  'the glossary': goes('begrippen/'),
  'the list of tags': goes('tags/'),
  'a tag': goes('tags/bia/'),
  'the page for what is missing': goes('404.html'),
  'search before anything is typed': goes('zoeken/'),
  'search with results': async (page) => {
    await page.goto('zoeken/#q=back-up');
    expect((await hits(page, 'back-up')).length).toBeGreaterThan(0);
  },
  'search without results': async (page) => {
    await page.goto('zoeken/#q=xqzwv');
    expect(await hits(page, 'xqzwv')).toEqual([]);
  },
  'an explained term': async (page) => {
    await page.goto('richtlijnen/wat-is-een-bcp/');
    await page.locator('a.term').first().focus();
    await expect(page.getByRole('tooltip')).toBeVisible();
  },
  'the menu of a small screen': async (page) => {
    await page.setViewportSize(SMALL);
    await page.goto('');
    await page.locator('button.menu').click();
    await expect(page.locator('#site-menu')).toBeVisible();
  },
  'the tool with a question': (page) => openTool(page),
  'the tool with an answer': async (page) => {
    await openTool(page);
    await choose(page, 3);
  },
  'the tool with something to find out': async (page) => {
    await openTool(page);
    await choose(page, 'unknown');
    await next(page);
  },
  'the tool with a result': async (page) => {
    await openTool(page);
    await openFile(page, dossier({
      v1: { answer: { level: 4 } }, v2: { answer: { level: 0 } }, v3: { answer: 'unknown' },
      v5: { answer: { level: 1 } }, v0: { answer: { level: 2 }, note: MARKER },
    }));
    await expect(page.locator('[data-status]')).toContainText('proef.bcm.json is geopend');
    await toResult(page);
  },
  'the tool with nothing but a result': async (page) => openTool(page, '#resultaat'),
  'the tool with a dialog': async (page) => {
    await openTool(page);
    await page.locator('.tool-file details.more > summary').click();
    await page.locator('[data-do="wipe"]').click();
    await expect(page.getByRole('dialog')).toBeVisible();
  },
  'the tool with answers taken back': async (page) => {
    await openTool(page);
    await choose(page, 2);
    await kept(page);
    await page.reload();
    await ready(page);
    await expect(page.locator('[data-status]')).toContainText('staan er weer');
    // A reload keeps the scroll, and then half an answer may lie under the header of the site.
    await page.evaluate(() => window.scrollTo(0, 0));
  },
  'the tool with a mistake': async (page) => {
    await openTool(page);
    await openFile(page, '{', 'stuk.bcm.json');
    await expect(page.getByRole('alert')).toContainText('stuk.bcm.json');
  },
  'the tool with a newer file': async (page) => {
    await openTool(page);
    await openFile(page, dossier({ v1: { answer: { level: 4 } } }, { schema: 3 }));
    await expect(page.locator('[data-banner="newer"]')).toBeVisible();
  },
  'the tool in a second tab': async (page) => {
    await openTool(await page.context().newPage());
    await openTool(page);
    await expect(page.locator('[data-banner="reader"]')).toBeVisible();
  },
};

for (const [kind, reach] of Object.entries(kinds)) {
  test(`${kind} is clean in the light and in the dark`, async ({ page }) => {
    await reach(page);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect.soft(await violations(page), colorScheme).toEqual([]);
    }
  });

  test(`${kind} is clean at 320 px`, async ({ tab }) => {
    const page = await tab({ viewport: SMALL, colorScheme: 'light' });
    await reach(page);
    expect.soft(await violations(page), 'axe').toEqual([]);
    expect.soft(await tooWide(page), 'wider than the screen').toEqual([]);
  });
}

test('without JavaScript the tool fits on a screen of 320 px', async ({ tab }) => {
  const page = await tab({ viewport: SMALL, javaScriptEnabled: false });
  await page.goto(TOOL);
  await expect(page.locator('[data-paper]')).toBeVisible();
  expect(await tooWide(page)).toEqual([]);
});

test('axe sees a target that is too small and a contrast that is too low', async ({ page }) => {
  await page.goto('404.html');
  await page.evaluate(() => {
    const links = Array.from({ length: 2 }, (_, index) => Object.assign(document.createElement('button'), { textContent: 'tekst', id: `tiny-${index}` }));
    for (const it of links) Object.assign(it.style, { width: '8px', height: '8px', padding: '0', minWidth: '0', minHeight: '0', color: '#eee', background: '#fff' });
    document.querySelector('main').append(...links);
  });
  const found = (await violations(page)).join('\n');
  expect(found).toContain('target-size at #tiny-0');
  expect(found).toContain('color-contrast at #tiny-0');
});
