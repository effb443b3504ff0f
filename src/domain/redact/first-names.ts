const list = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** First names that are common where support is given in English, German, French, Spanish and their neighbours. */
export const firstNames = list(`
  aaron adam adrian ahmed aisha alan albert alejandro alex alexander alexandra alice alicia alison ali amanda amelia amir amy
  ana anders andrea andreas andrew angela angelika anita anja anke ann anna anne annette anthony antoine antonio arjun
  arthur astrid axel barbara bart beatrice beatriz ben benjamin bernd bernard bettina bianca birgit björn brandon brenda
  brian bruno caitlin camille carl carla carlos carmen carol caroline catherine cecilia celine céline charles charlotte
  chiara chloe chloé chris christa christian christina christine christoph christopher claire clara claudia claus craig
  cristina cynthia dagmar daniel daniela danielle daria david deborah debra denis denise dennis derek diana diego dieter
  dmitri dominique donald donna doris dorothy douglas eduardo edward elena elisabeth elizabeth elke ellen elsa emil emily
  emma emmanuel enrique eric erica erik erika ernst esther ethan eva evelyn fabian fatima felix fernando florian
  francesca francesco francisco françois frank franz fred frederik frederic frédéric friedrich gabriel gabriela gabriele
  gary george georg gerald gerd gerhard gianna gillian giovanni giulia giuseppe gloria gordon greg gregory guillaume
  gustav hannah hannes hans harald harold hassan heather heidi heike heinz helen helena helga helmut henri henrik henry
  herbert holger horst hugo ian ibrahim inga inge ingrid irene isabel isabelle ivan jacob jacqueline jacques jake jakob
  james jamal jan jana jane janet janine jason javier jean jeff jeffrey jennifer jens jeremy jessica jim joachim joan
  joanna joe joel johan johanna johannes john jonas jonathan jordi jorge jose josé josef joseph joshua joyce juan
  judith julia julian julie julien jürgen juergen justin karen karin karl karolina katarina kate katharina katherine
  kathleen kathrin katja katrin keith kelly ken kenneth kerstin kevin khalid kim klaus kumar kurt kyle larry lars laura
  lauren laurent lea léa lena leon leonie liam linda lisa lorenzo louis louise luca lucas lucia lucie luis luisa lukas
  madison magdalena manfred manuel manuela marc marcel marco marcus margaret maria marie marion marina mario marjorie
  markus marta martha martin martina mary mateo mathieu matteo matthew matthias max maximilian megan melanie melissa
  michael michaela michel michelle miguel mike mohamed mohammed monica monika monique moritz nadia nadine nancy natalia
  natalie nathalie nathan neil nicholas nick nicola nicolas nicole nigel niklas nils nina noah nora norbert olaf oleg
  olga oliver olivia olivier omar oscar otto pablo pamela pascal patricia patrick paul paula pauline pedro peter petra
  philip philipp philippe pierre piotr priya rachel rafael rainer raj ralf ralph ramon raphael raquel raul raymond
  rebecca regina reinhard renate rené renee ricardo richard rita robert roberto robin roger roland rolf roman ronald
  rosa rose ruben rudolf ruth ryan sabine sabrina samantha samuel sandra sanjay sara sarah scott sean sebastian sergei
  sergio sharon shirley silke silvia simon simone sofia sonia sonja sophia sophie stacy stefan stefanie steffen stephan
  stephanie stephen steve steven sunita susan susanne suzanne sven svetlana sylvia sylvie tamara tanja tania teresa terry
  theodore theresa thierry thomas thorsten tiffany tim timothy tina tobias todd tom tomas tomasz tony torsten tracy
  travis tyler ulrich ulrike ursula ute uwe valentina valerie vanessa vera veronica veronika victor victoria vincent
  virginia vladimir volker walter wang wei wendy werner wilhelm william wolfgang xavier yasmin yolanda yusuf yves yvonne
  zachary zoe
`);

/** Words with a capital that are no part of a name: products, places on the screen, days, and beginnings of sentences. */
export const noNames = list(`
  a an and the or of for from with at in on to by is was has have had not no yes he she it they we you i his her their my
  our your this that these those who when where what which why how since after before because but if then
  microsoft windows office outlook teams excel word powerpoint onedrive sharepoint exchange azure entra intune defender edge
  chrome firefox safari google gmail android iphone ipad apple mac macbook macos ios linux ubuntu adobe acrobat reader
  zoom slack citrix vmware horizon cisco anyconnect fortinet forticlient globalprotect palo alto okta duo hp dell lenovo
  thinkpad epson canon brother xerox kyocera ricoh lexmark laserjet officejet samsung intel amd nvidia realtek bluetooth
  wi-fi wifi vpn lan usb hdmi pdf sap salesforce oracle java citrix jira confluence dropbox quickbooks sage datev
  active directory internet explorer server desktop laptop printer monitor keyboard mouse phone network drive account
  password user users admin administrator system control panel task manager start menu settings update updates mode
  error code blue screen device driver bitlocker authenticator app web mail email calendar contacts inbox folder file
  monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
  october november december montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli
  oktober dezember der die das ein eine und oder mit von für nicht kein ist hat sich seit wenn dann drucker rechner
  benutzer konto kennwort passwort fehler fehlermeldung bildschirm netzwerk le la les un une des du et ou avec pour
  dans est depuis imprimante ordinateur compte mot el los las una y o con para en desde impresora ordenador cuenta
  cannot can could does doesn't isn't won't gets got says said sees needs wants uses called locked new old all every each
  please hello hi dear thanks thank regards best ticket issue problem pro plus premium enterprise business personal
  cloud online service services support team desk help client customer caller company group department room building
  floor north south east west center centre hall office first last name id number
`);
