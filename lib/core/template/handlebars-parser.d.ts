// The package types only its main entry, which brings the compiler; the policy of extensions forbids that.
declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  export function parse(source: string): unknown;
}
