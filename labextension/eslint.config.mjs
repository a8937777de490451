/** What is looked for in the front end; `npm run lint`. */

import eslint from '@eslint/js';
import a11y from 'eslint-plugin-jsx-a11y';
import react from 'eslint-plugin-react';
import hooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Text that a user reads goes through the translator, also where it is no child of an element. */
const UNTRANSLATED = ['label', 'caption', 'title', 'placeholder', 'aria-label', 'alt', 'tooltip'];
const text = ':matches(Literal[value=/[A-Za-z]{2}/], TemplateElement[value.raw=/[A-Za-z]{2}/])';
const untranslated = [
  `JSXAttribute[name.name=/^(${UNTRANSLATED.join('|')})$/] > ${text}`,
  `Property[key.name=/^(${UNTRANSLATED.join('|')})$/] > ${text}`,
  `AssignmentExpression[left.property.name=/^(textContent|innerText|${UNTRANSLATED.join('|')})$/] > ${text}`,
  `CallExpression[callee.object.name=/^(Notification|Dialog)$/] > ${text}`
].map(selector => ({ selector, message: 'Text for users goes through trans.__().' }));

export default tseslint.config(
  { ignores: ['**/lib/**', '**/src/wire.ts'] },
  eslint.configs.recommended,
  tseslint.configs.recommendedTypeChecked,
  tseslint.configs.stylistic,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname }
    },
    rules: {
      '@typescript-eslint/naming-convention': [
        'error',
        {
          selector: 'interface',
          format: ['PascalCase'],
          custom: { regex: '^I[A-Z]', match: true }
        }
      ],
      // Callbacks of components are written as methods; signals are given `this` beside the method.
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // `condition && call()` and `condition ? one() : other()` are short and clear.
      '@typescript-eslint/no-unused-expressions': [
        'error',
        { allowShortCircuit: true, allowTernary: true }
      ],
      // A token and its interface have one name in JupyterLab.
      '@typescript-eslint/no-redeclare': 'off',
      curly: ['error', 'all'],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...untranslated],
      'prefer-arrow-callback': 'error'
    }
  },
  {
    files: ['**/src/**/*.tsx'],
    extends: [
      react.configs.flat.recommended,
      react.configs.flat['jsx-runtime'],
      a11y.flatConfigs.strict
    ],
    plugins: { 'react-hooks': hooks },
    settings: { react: { version: '18.3' } },
    rules: {
      ...hooks.configs.recommended.rules,
      'react/jsx-no-literals': [
        'error',
        { noStrings: true, ignoreProps: true, allowedStrings: [':', '·', ';'] }
      ],
      // What scrolls must be reachable by keyboard: regions and preformatted text.
      'jsx-a11y/no-noninteractive-tabindex': 'off',
      'react/prop-types': 'off'
    }
  },
  { files: ['**/tests/**'], rules: { 'no-restricted-syntax': 'off' } },
  { files: ['**/*.js', '**/*.mjs'], extends: [tseslint.configs.disableTypeChecked] }
);
