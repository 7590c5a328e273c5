// Prints the figures that tests measured and the closing line.

export default class {
  figures = [];

  count = { passed: 0, failed: 0, skipped: 0 };

  onBegin(config, suite) {
    this.suite = suite;
  }

  onTestEnd(test, result) {
    this.figures.push(...result.annotations.filter((it) => it.type === 'figure').map((it) => `  ${it.description}`));
  }

  onEnd() {
    for (const test of this.suite?.allTests() ?? []) {
      const outcome = test.results.length ? test.outcome() : 'unexpected';
      this.count[{ expected: 'passed', flaky: 'passed', skipped: 'skipped' }[outcome] ?? 'failed'] += 1;
    }
    const { passed, failed, skipped } = this.count;
    console.log(`\nMeasured\n${this.figures.join('\n')}\n\n${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  }

  printsToStdio() {
    return true;
  }
}
