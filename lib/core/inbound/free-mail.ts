/** Names in front of any ending: gmail.com, gmail.co.uk; providers with one domain in each country. */
const families = new Set(
  'gmail googlemail hotmail outlook live msn yahoo ymail rocketmail aol icloud gmx zoho yandex'.split(' '),
);

/** Providers of mail for everybody, access providers' among them, of Europe and the large ones elsewhere. */
const domains = new Set(
  `me.com mac.com passport.com windowslive.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de
  tuta.com tuta.io tutamail.com keemail.me fastmail.com fastmail.fm hey.com mail.com email.com usa.com hushmail.com
  mailbox.org posteo.de posteo.net runbox.com startmail.com disroot.org riseup.net mail.ru bk.ru inbox.ru list.ru
  internet.ru rambler.ru ya.ru ukr.net i.ua qq.com vip.qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn
  sohu.com 139.com 189.cn aliyun.com naver.com daum.net hanmail.net nate.com rediffmail.com
  telia.com telia.se bredband.net bredband2.com comhem.se spray.se swipnet.se tele2.se home.se passagen.se glocalnet.net
  bahnhof.se ownit.nu algonet.se tyfon.se brevet.se
  jubii.dk ofir.dk stofanet.dk tdcadsl.dk tdc.dk mail.dk mail.tele.dk get2net.dk youmail.dk post.tele.dk post.cybercity.dk
  webspeed.dk fibermail.dk pc.dk privat.dk hotmail.dk
  online.no broadpark.no lyse.net getmail.no frisurf.no altibox.no start.no c2i.net tiscali.no chello.no bluezone.no
  ziggo.nl kpnmail.nl kpnplanet.nl planet.nl home.nl hetnet.nl xs4all.nl chello.nl casema.nl upcmail.nl quicknet.nl zonnet.nl
  tele2.nl telfort.nl onsbrabantnet.nl solcon.nl caiway.nl freeler.nl wxs.nl online.nl hccnet.nl
  telenet.be skynet.be proximus.be scarlet.be pandora.be belgacom.net
  web.de t-online.de freenet.de arcor.de online.de email.de gmx.de gmx.net vodafone.de o2online.de 1und1.de kabelmail.de
  mail.de emailn.de unity-mail.de
  orange.fr wanadoo.fr free.fr laposte.net sfr.fr neuf.fr bbox.fr numericable.fr club-internet.fr aliceadsl.fr
  libero.it virgilio.it alice.it tin.it tiscali.it email.it inwind.it iol.it fastwebnet.it tim.it
  terra.es telefonica.net sapo.pt iol.pt netcabo.pt clix.pt
  bluewin.ch sunrise.ch hispeed.ch aon.at chello.at a1.net
  btinternet.com btopenworld.com sky.com virginmedia.com ntlworld.com blueyonder.co.uk talktalk.net tiscali.co.uk
  o2.co.uk plus.net eircom.net
  wp.pl o2.pl onet.pl onet.eu op.pl vp.pl interia.pl interia.eu poczta.fm tlen.pl seznam.cz email.cz centrum.cz post.cz
  volny.cz azet.sk zoznam.sk centrum.sk freemail.hu citromail.hu abv.bg mail.bg
  kolumbus.fi luukku.com elisanet.fi suomi24.fi pp.inet.fi inet.fi welho.com saunalahti.fi netti.fi
  comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net charter.net earthlink.net juno.com netzero.net
  roadrunner.com optonline.net frontier.com rogers.com shaw.ca sympatico.ca telus.net bigpond.com optusnet.com.au
  uol.com.br bol.com.br terra.com.br ig.com.br globo.com`.split(/\s+/),
);

/** @param domain - as it is registered, in lower case */
export function isFreeMail(domain: string): boolean {
  const [name = ''] = domain.split('.');
  return domains.has(domain) || families.has(name);
}
