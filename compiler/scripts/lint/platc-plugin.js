/**
 * Rules of this project that no linter ships.
 *
 * `no-words`: words that may not occur in a file at all, comments and strings included. plan/, deploy/ and aws/ may
 * not know where they run, or commands would come to differ between the rehearsal and AWS.
 */
const noWords = {
  meta: { type: 'problem', schema: [{ type: 'array', items: { type: 'string' } }] },
  create(context) {
    const pattern = new RegExp(`\\b\\w*(${(context.options[0] ?? []).join('|')})\\w*`, 'gi');
    return {
      Program() {
        const source = context.sourceCode;
        for (const match of source.text.matchAll(pattern)) {
          context.report({
            message: `'${match[0]}' may not occur here: this code must not know where it runs`,
            loc: {
              start: source.getLocFromIndex(match.index),
              end: source.getLocFromIndex(match.index + match[0].length),
            },
          });
        }
      },
    };
  },
};

export default { meta: { name: 'platc' }, rules: { 'no-words': noWords } };
