// The questionnaires made of fields: amounts worked out live, tables by keyboard, a Word document.

import { MARKER, TOOLS, downloaded, expect, openAt, savedDossier, tabTo, test, toScreen, withoutPicker, wordText } from '../portal.js';

const screen = (rest) => `[data-screen] ${rest}`;
const field = (form, id) => `#forms-${form}-values-${id}`;
const goOn = (page) => page.locator(screen('#verder')).click();
const section = (page, number) => expect(page.locator(screen('[data-heading]'))).toContainText(`Deel ${number} van`);

async function word(page) {
  await toScreen(page, 'controle');
  const { name, bytes } = await downloaded(page, () => page.locator('[data-office="form"]').click());
  return { name, text: wordText(bytes) };
}

test('the shares of the engagement statement follow the amount, and stand in the document', async ({ page }) => {
  const form = 'engagementsverklaring';
  await withoutPicker(page);
  await openAt(page, TOOLS.engagement);
  await page.locator('#name').fill('Gemeente Voorbeeld');
  await page.locator(field(form, 'bestuur')).fill(`Gemeente ${MARKER}`);
  await page.locator(screen('label.tick'), { hasText: 'OCMW' }).click();
  await page.locator(screen('label.tick'), { hasText: 'Woonzorgcentrum' }).click();
  await goOn(page);
  await section(page, 2);
  await page.locator(field(form, 'team-r1-functie')).fill('Diensthoofd ICT');
  await page.locator(field(form, 'werkdagen')).fill('20');
  await goOn(page);
  await section(page, 3);
  await page.locator(field(form, 'plan-klaar')).fill('31/3/2027');
  await goOn(page);
  await section(page, 4);
  const [large, small] = ['share', 'share-rest'].map((it) => page.locator(screen(`[data-region="${it}"]`)));
  await expect(large).toHaveText('Volgt als het totale bedrag ingevuld is.');
  const amount = page.locator(field(form, 'totale-kost'));
  for (const [typed, flanders, own] of [['12.500', '€ 10.000', '€ 2.500'], ['12.345,67', '€ 9.876,54', '€ 2.469,13'], ['0', '€ 0', '€ 0']]) {
    await amount.fill(typed);
    await expect(large, typed).toHaveText(flanders);
    await expect(small, typed).toHaveText(own);
  }
  await amount.fill('veel');
  await expect(large).toHaveText('Volgt als het totale bedrag ingevuld is.');
  await expect(page.locator('.error-message:visible'), 'nothing is told while typing').toHaveCount(0);
  await goOn(page);
  await expect(page.locator('#fouten')).toBeFocused();
  await expect(page.locator('#fouten a')).toHaveCount(1);
  await page.locator('#fouten a').click();
  await expect(amount).toBeFocused();
  await expect(amount).toHaveAttribute('aria-invalid', 'true');
  await amount.fill('12.345,67');
  await goOn(page);
  await section(page, 5);
  await goOn(page);
  await expect(page.locator(screen('[data-heading]'))).toHaveText('Controleer wat je invulde');
  for (const it of ['€ 12.345,67', '€ 9.876,54', '€ 2.469,13', '31/03/2027', 'OCMW, Woonzorgcentrum']) await expect.soft(page.locator('[data-screen]')).toContainText(it);
  const { name, text } = await word(page);
  expect(name).toMatch(/^gemeente-voorbeeld-engagementsverklaring-.*\.docx$/);
  for (const it of [`Gemeente ${MARKER}`, '12.345,67', '9.876,54', '2.469,13', 'Diensthoofd ICT']) expect.soft(text.replace(/\u00a0/g, ' ')).toContain(it);
  expect((await savedDossier(page)).data.forms[form].values).toMatchObject({ 'totale-kost': 12345.67, werkdagen: 20, 'plan-klaar': '2027-03-31', team: { r1: { functie: 'Diensthoofd ICT' } } });
});

test('rows of the intake come and go by keyboard', async ({ page }) => {
  const form = 'toegangsbeheer-knelpunten';
  await withoutPicker(page);
  await openAt(page, TOOLS.intake, '#deel-3');
  const table = `forms-${form}-values-punten`;
  const cells = page.locator(screen(`[id^="${table}-r"] textarea`));
  await expect(cells.first()).toBeVisible();
  const [first] = await cells.evaluateAll((all) => all.map((it) => it.id.replace(/.*-r1-/, '')));
  const to = (selector) => tabTo(page, selector, 'Tab', 300);
  for (const [row, text] of [[1, 'Aanmelden lukt niet'], [2, 'Rol ontbreekt'], [3, `Wens ${MARKER}`]]) {
    if (row > 1) {
      await to(`#${table}-add`);
      await page.keyboard.press('Enter');
      await expect(page.locator('[data-status]')).toContainText('Onderaan staat een lege rij.');
      await expect(page.locator(`#${table}-r${row}-${first}`)).toBeFocused();
    } else await to(`#${table}-r1-${first}`);
    await page.keyboard.type(text);
  }
  await page.keyboard.press('Tab');
  await tabTo(page, `#${table}-add`);
  await page.keyboard.press('Enter');
  await tabTo(page, `#${table}-r2-remove`, 'Shift+Tab', 100);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-status]')).toContainText('De rij is gewist');
  await expect(page.locator(`#${table}-add`)).toBeFocused();
  const rows = async () => Object.values((await savedDossier(page)).data.forms[form].values.punten).map((it) => it[first]);
  expect(await rows()).toEqual(['Aanmelden lukt niet', `Wens ${MARKER}`]);
  await tabTo(page, '[data-do="undo"]', 'Shift+Tab', 300);
  await page.keyboard.press('Enter');
  await expect(page.locator(`#${table}-r2-${first}`)).toHaveValue('Rol ontbreekt');
  expect(await rows()).toEqual(['Aanmelden lukt niet', 'Rol ontbreekt', `Wens ${MARKER}`]);
  const { text } = await word(page);
  for (const it of await rows()) expect.soft(text).toContain(it);
});

test('an evaluation takes everything that is typed, and leaves with its document alone', async ({ page }) => {
  test.setTimeout(120_000);
  await withoutPicker(page);
  await openAt(page, TOOLS.evaluation);
  await page.locator('#name').fill(`Gemeente ${MARKER}`);
  let typed = 0;
  for (let number = 1; await page.locator(screen('#verder')).count(); number += 1) {
    await section(page, number);
    for (const it of await page.locator(screen('input[type="text"][data-path]:not([inputmode]), [data-screen] textarea[data-path]')).all()) {
      await it.fill(`${MARKER} ${typed += 1}`);
    }
    for (const it of await page.locator(screen('input[inputmode="numeric"]')).all()) {
      await it.fill((await it.getAttribute('aria-describedby') ?? '').includes('-hint') && await page.locator(screen('.hint'), { hasText: 'Dag/maand/jaar' }).count() ? '24/11/2026' : '7');
    }
    for (const it of await page.locator(screen('fieldset.field-radios')).all()) await it.locator('label.chip').nth(1).click();
    for (const it of await page.locator(screen('fieldset.field-ticks')).all()) await it.locator('label.tick').first().click();
    await goOn(page);
  }
  await expect(page.locator(screen('[data-heading]'))).toHaveText('Controleer wat je invulde');
  await expect(page.locator(screen('.quiet'), { hasText: 'Nog niet ingevuld' })).toHaveCount(0);
  expect(typed).toBeGreaterThan(5);
  const { text } = await word(page);
  for (let number = 1; number <= typed; number += 1) expect.soft(text).toContain(`${MARKER} ${number}`);
});
