import { expect, test } from 'vitest';
import { forbiddenIn } from './forbidden.ts';

test.each([
  ['<p>Hi {{first_name}}</p>', []],
  ['<a href="{{link}}">x</a><a href="https://a.example/?q=javascript:1">y</a>', []],
  ['<img src="data:image/png;base64,AAAA"><img src="cid:logo">', []],
  ['<p style="color:red">a &lt;script&gt;</p>', []],
  ['<script>alert(1)</script><SCRIPT src="x"></SCRIPT>', ['<script>']],
  ['<style>p{}</style>', ['<style>']],
  ['<p onclick="x()" ONMOUSEOVER="y()">', ['onclick', 'onmouseover']],
  ['<a href="java\nscript:alert(1)">', ['javascript:']],
  ['<a href="&#106;avascript:alert(1)">', ['javascript:']],
  ['<a href="data:text/html,x">', ['data:']],
  ['<img src="data:image/svg+xml;base64,AA">', ['data:']],
  ['<p style="width:expression(alert(1))">', ['expression(']],
  ['<object data="x"></object><applet></applet>', ['<object>', '<applet>']],
  ['<svg><a/></svg>', ['<svg>']],
  ['<!-- a --!><img src=x onerror=alert(1)> -->', ['--!>']],
  ['--!> <!-- a --> --!> <p title="--!>"> <!--!> -->', []],
])('%s holds %j', (html, found) => {
  expect(forbiddenIn(html)).toEqual(found);
});
