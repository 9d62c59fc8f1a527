/** What programs put on the clipboard, and what a mail keeps of it. */
interface Pasted {
  html: string;
  clean: string;
}

export const fromWord: Pasted = {
  html: `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Microsoft Word 15">
<style><!-- p.MsoNormal {margin:0cm;} --></style><!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--></head>
<body lang=SV><!--StartFragment-->
<p class=MsoNormal style='margin-bottom:8pt'><b><span lang=EN-US style='font-size:14.0pt'>Autumn offer<o:p></o:p></span></b></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoNormal align=center style='text-align:center'>Hi {{first_name}}, <span style='font-style:italic'>see</span> <a href="https://x.example/a" style="color:blue">this</a>.</p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>Vans</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp;</span></span><![endif]>Electric</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·</span><![endif]>Trucks</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>1.</span>First</p>
<!--EndFragment--></body></html>`,
  clean: `<p><b>Autumn offer</b></p>
<p align="center" style="text-align:center">Hi {{first_name}}, <em>see</em> <a href="https://x.example/a">this</a>.</p>
<ul><li>Vans<ul><li>Electric</li></ul></li><li>Trucks</li></ul>
<ol><li>First</li></ol>`,
};

export const fromGmail: Pasted = {
  html: `<div dir="ltr"><div class="gmail_default" style="font-family:arial,sans-serif;font-size:small">Hi,</div>
<div><span style="font-weight:700">Bold</span> and <font color="#ff0000">red</font></div><div><br></div>
<img src="cid:ii_123" alt="x"><img src="https://x.example/l.png" alt="Logo" width="20" onerror="x()" class="CToWUd">
<div class="gmail_quote"><blockquote class="gmail_quote" style="margin:0"><p>Earlier</p></blockquote></div></div>`,
  clean: `<div>Hi,</div>
<div><strong>Bold</strong> and red</div><div><br></div>
<img src="https://x.example/l.png" alt="Logo" width="20">
<blockquote><p>Earlier</p></blockquote>`,
};
