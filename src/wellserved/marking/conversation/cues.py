"""The cues of acts that need no scenario: what English says when it greets, apologises, asks, blames or holds."""

from __future__ import annotations

import re


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


GREETING = _any(
    r"^(?:hello|hi|hiya|hey|good (?:morning|afternoon|evening)|welcome)\b",
    r"^(?:dear|to) (?:mr|mrs|ms|miss|dr|\w+)\b",
)
THANKS_FOR_CALLING = _any(r"\bthank(?:s| you) for (?:calling|contacting|getting in touch|ringing|coming in)\b")
NAMES_SELF = _any(
    r"\bmy name(?:'s| is) [a-z]+",
    r"\b(?:you'?re|you are) (?:through|speaking|talking|chatting) (?:to|with) [a-z]+",
    r"^(?:hello|hi|hiya|good \w+)?,?\s*(?:i'?m|i am|this is|it'?s) [A-Z][a-z]+(?:,| from| here| at|\.|$)",
    r"(?:^|, )\w+ speaking\b",
    r"^(?:hello|hi|hiya|hey|dear|good \w+)(?: \w+){0,2}, (?:this is |it'?s |i'?m )?"
    r"(?-i:[A-Z][a-z]+) (?:here|from|at|on)\b",
)
OFFERS_HELP = _any(
    r"\bhow (?:can|may|could) (?:i|we) help\b",
    r"\bwhat can (?:i|we) do for you\b",
    r"\b(?:can|may) (?:i|we) help(?: you)?\b",
    r"\b(?:happy|glad|here) to help\b",
    r"\b(?:i'?ll|let me|i want to|i'?d like to|we'?ll) (?:help you|sort (?:this|it) out|get this sorted"
    r"|put this right)\b",
)
UNDERSTANDS = _any(
    r"\b(?:i|we) (?:can |do |completely |totally |really |fully |certainly )*"
    r"(?:understand|see|hear|appreciate|imagine|realise|get)\b",
    r"\bit (?:is|'s|must|sounds|seems)\b",
    r"\b(?:that|this|it|you) must (?:be|have been|feel)\b",
    r"\b(?:that|this|it) (?:sounds|seems|is|'s)\b",
    r"\bthat's\b",
    r"\bno wonder\b",
    r"\b(?:i'?d|i would|anyone would|anybody would) (?:be|feel)\b",
    r"\bsorry (?:to hear )?(?:that )?(?:you|this|it|that|about)\b",
)
STOCK_EMPATHY = _any(
    r"\b(?:i|we) (?:can |do |completely |totally |really |fully )*(?:understand|appreciate)\b"
    r"(?! (?:correct|right|that your|from))",
    r"\bsorry to hear (?:that|this|it)\b",
)
APOLOGY = _any(
    r"(?<!not )(?<!no )\b(?:sorry|apologi[sz]e|apologies)\b",
    r"\bmy (?:fault|mistake)\b",
    r"\bour (?:fault|mistake|error)\b",
)
NO_APOLOGY = _any(
    r"^sorry\s*\?",
    r"\bsorry,? (?:could|can|would|what|but|i didn'?t|i can'?t|you)\b",
    r"\bno need (?:for|to)\b",
    r"\bsorry to (?:hear|say|trouble|ask|interrupt)\b",
    r"\bnot (?:\w+ )?(?:sorry|apologi)",
    r"\b(?:you|they) (?:should|could|can) (?:be sorry|apologi[sz]e)\b",
)
QUESTION_OPENING = _any(
    r"^(?:(?:and|so|now|oh|ok(?:ay)?|right|first|please|just|but|well|also|thanks|thank you|great),? )*"
    r"(?:what(?! (?:i|we) )|when|where|which|who|whose|how|why|is|are|was|were|do|does|did|can|could|would|will|have"
    r"|has|may)\b",
    r"\b(?:what|when|where|which|how|why)(?:'s| is| was| did| do| does| has| have| are| were)\b",
)
REQUEST = _any(
    r"\b(?:can|could|may|might) (?:i|we) (?:just |please |also )*(?:take|have|get|ask|check|confirm|grab)\b",
    r"\b(?:can|could|would|will) you (?:just |please |also )*(?:give|tell|confirm|let|read|say|send|provide"
    r"|share|check)\b",
    r"\b(?:please|just) (?:give|tell|confirm|let me have|provide|read|share|state)\b",
    r"\b(?:i|we)(?:'ll| will|'d| just| also| do)* (?:need|like|have to ask for|want)\b",
    r"\b(?:give me|tell me|may i have)\b",
    r"^(?:and |also )+(?:your|the)\b",
    r"\byour\b.{0,40}\bplease\W*$",
    r"(?:^|[,;] |\band )(?:what'?s|what is|what was|confirm)\b",
)
OPEN_QUESTION = _any(
    r"\bwhat(?:'s| has| have|s)? (?:\w+ )?(?:happened|happening|been happening|gone wrong|went wrong"
    r"|been going on|going on)\b",
    r"\b(?:can|could|would|will) you (?:please )?(?:tell|talk|walk|take|explain|describe|say)\b.{0,30}"
    r"\b(?:about|what|more|how|through|happened|why|problem|situation|from the start)\b",
    r"\b(?:please |just |so )?tell me (?:(?:a )?(?:bit|little) |some )?(?:more|about|what|how|why|everything)\b",
    r"\bhow (?:has|is|was|did|does|have) (?:this|that|it|things)\b(?! ordered)",
    r"\bwhat (?:would|could|can|will)\b.{0,25}\b(?:help|like|want|make|put|best|prefer|need|right|do for you)\b",
    r"\bwhat (?:do|did) you (?:need|want|expect|hope|use|plan)\b",
    r"\bwhat (?:were|are) you (?:hoping|expecting|planning|looking|trying|using)\b",
    r"\bwhat (?:is|was|'s) (?:it|this|that|the \w+) (?:for|about)\b",
    r"\bwhat (?:is|was|'s) (?:the )?(?:problem|matter|trouble|issue|most important|worrying)\b",
    r"\bwhy (?:is|does|do|did|was|are) (?:this|that|it|you)\b",
    r"\bhow (?:are|is|were) (?:you|your \w+) (?:managing|coping|getting on|finding|placed|affected)\b",
    r"\bwhat(?:'s| is| was) (?:wrong|up) with\b",
    r"\b(?:talk|walk|take) me through\b",
    r"\bwhat(?:'s| has| is) (?:it|that|changed|the \w+ been)\b(?= (?:been )?(?:doing|since|for you)|\W*$)",
    r"\bwhat (?:worries|bothers|concerns|troubles|upsets) you\b",
    r"\bhow (?:has|have|is|are) (?:\w+ ){1,3}(?:been|managing|coping|getting on|finding|feeling|taking)\b",
    r"\bhow (?:is|has|does|did) (?:this|that|it) (?:been )?(?:affect|affecting|affected)\b",
    r"\bin your own words\b",
    r"\bwhat (?:else|difference|effect|impact)\b",
)
READS_BACK = _any(
    r"^(?:so|ok(?:ay)?,? so|right,? so)\b",
    r"\b(?:so|if) (?:i'?ve|i have|i) (?:got|understood|understand|heard|get)\b",
    r"\b(?:let me|i'?ll|can i|just to|to) (?:just )?(?:check|confirm|make sure|recap|summari[sz]e|read|repeat)\b",
    r"\bhave i (?:got|understood)\b",
    r"\b(?:is that|that's) (?:right|correct)\b",
    r"\byou(?:'ve|'re| have| are|'d| had)?\b.{0,60}\b(?:said|told|mentioned|ordered|asked|paid|want|wanted|need"
    r"|needed|got"
    r"|received|sent|been|were|have|was|tried|rang|called|moved|going|bought|waiting)\b",
    r"\bfrom what you\b",
    r"\bwhat i'?m hearing\b",
    r"\byour\b",
    r"\bfor you\b",
)
OFFER = _any(
    r"\b(?:i|we)(?:'ll| will| can| could|'d like to| would like to|'m going to| am going to|'re going to|'ve| have"
    r"| shall)\b(?! (?:see|hear|understand|imagine|appreciate|only)\b)",
    r"\b(?:shall|can|could) (?:i|we) (?:offer|send|refund|replace|arrange|give|put|get|do|book|credit|order)\b",
    r"\blet me (?!(?:check|confirm|know|see|make sure|just check))\w+",
    r"\b(?:would you|do you want(?: me| us)? (?:to|a|an|the)|would it (?:be ok(?:ay)?|help|suit you) if) ?",
    r"\b(?:refund|replacement|credit|voucher|new one|parcel) (?:will be|is on its way|is coming)\b",
    r"\b(?:engineer|driver|courier|crew|technician|colleague|team|he|she|they)(?:'ll| will| can) (?!have to)\w+",
    r"\b(?:how about|what about|would it help if|what i can do|you can have|you'?ll (?:get|have|receive))\b",
)
FIRM_PROMISE = _any(
    r"\b(?:guarantee|promise|definitely|certainly|without fail|no matter what|100 ?%|i (?:swear|assure you))\b"
)
WITHOUT_COMMITMENT = _any(
    r"\b(?:can'?t|cannot|can not|couldn'?t|won'?t|unable|not (?:able|allowed|authori[sz]ed|permitted|in my power)"
    r"|isn'?t (?:mine|something)|above my|beyond (?:my|what)|outside my|over my|more than i|limit is|up to)\b"
)
EXPLAINS_LIMIT = _any(
    r"\b(?:i'?m|i am) (?:not (?:able|allowed|authori[sz]ed|permitted)|unable)\b",
    r"\b(?:i|we) (?:can'?t|cannot) (?:approve|authori[sz]e|decide|agree|discuss|do that|go (?:above|over)|talk"
    r"|give|share"
    r"|refund|tell|say|look|open|change)\b",
    r"\b(?:above|beyond|over|outside) (?:my|what i)\b",
    r"\b(?:my|the) (?:own )?(?:limit|authority)\b",
    r"\bfor (?:the|my|our) .{1,30} to decide\b",
)
PASSES_ON = _any(
    r"\b(?:put(?:ting)?|pass(?:ing|ed)?|transfer(?:ring|red)?|hand(?:ing|ed)?|refer(?:ring|red)?|escalat(?:e|ing|ed)"
    r"|send(?:ing)?|bring(?:ing)?|connect(?:ing)?|tak(?:e|ing)|rais(?:e|ing)|ask(?:ing|ed)?|speak(?:ing)? (?:to|with)"
    r"|get(?:ting)?|call(?:ing)? over|involv(?:e|ing))\b"
)
SOMEBODY = _any(
    r"\b(?:pass|put|transfer|hand|refer|escalate|send)\w*\b.{0,40}\b(?:someone|somebody|a colleague"
    r"|another department"
    r"|the right (?:person|team)|upstairs|head office|them)\b",
    r"\b(?:someone|somebody) (?:else )?(?:will|can|should|might) (?:\w+ )?(?:help|call|ring|contact|look"
    r"|be in touch|deal)\b",
    r"\byou(?:'ll| should| need to| have to)? (?:need to )?(?:speak to|ask|ring|call|contact|try) (?:someone|somebody"
    r"|another|the other|a different)\b",
)
HOLD = _any(
    r"\b(?:bear with me|hold (?:on|the line|please)|on hold|one (?:moment|second|sec|minute)|just a (?:moment"
    r"|second|sec"
    r"|minute)|give me (?:a|one|two|a couple of|a few) \w+|wait (?:a|one) (?:moment|second|minute))\b"
)
REASON = _any(
    r"\b(?:while|whilst|because|so (?:that )?i can|so i|since|as i|to (?:check|look|find|see|speak|ask|get|open"
    r"|pull))\b"
)
CONFIRM = _any(
    r"\b(?:is|are|would|does|do|will) (?:that|this|it|you|these|those|everything|all (?:of )?that)\b.{0,30}"
    r"\b(?:ok(?:ay)?|al(?:l )?right|acceptable|suit|work|clear|make sense|happy|fair|good)\b.{0,40}"
    r"(?:\?|for you|with you|with that|$)",
    r"\b(?:is|are|was) (?:that|this|it|all that) (?:all )?clear\b",
    r"\b(?:would|will|does) (?:that|this) do\b(?: it| the trick| you| for \w+)?\W*$",
    r"\b(?:shall i|would you like me to|do you want me to) (?:go (?:over|through)|explain|repeat) .{0,30}\bagain\b",
    r"\bhow does (?:that|this) sound\b",
    r"\b(?:are|would) you (?:be )?(?:happy|ok(?:ay)?|comfortable|satisfied)\b",
    r"\bhave (?:i|we) (?:sorted|dealt with|covered|resolved|answered)\b",
    r"\bhappy (?:with that|for me to|to go ahead)\b",
    r"\bdoes (?:that|this) (?:\w+ )?(?:work|help|suit|answer|make sense|sound|deal with|cover|solve|settle|sort)\b",
    r"\b(?:shall|should) i go ahead\b",
    r"\b(?:is|was) there anything (?:in|about) (?:that|what)\b",
)
COMES_BACK = _any(
    r"\b(?:i|we|[A-Z]\w+|he|she|they)(?:'ll| will| shall|'m going to| am going to)\b.{0,60}"
    r"\b(?:call|ring|phone|email|e-mail|text|message|update|contact|be in touch|get back|check (?:back|that|on)"
    r"|let you know"
    r"|follow(?: |-)up|make sure|write to you|raise this|report this)\b",
    r"\byou(?:'ll| will) (?:get|have|receive|hear)\b.{0,40}"
    r"\b(?:letter|email|e-mail|call|text|message|update|from (?:me|us))\b",
)
WHEN = _any(
    r"\bthat (?:day|morning|afternoon|evening)\b",
    r"\b(?:today|tonight|tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|noon|midday|morning"
    r"|afternoon"
    r"|evening|this week|next week|o'?clock|once|as soon as|when it|after)\b",
    r"\b(?:within|in|by|before|at|on|after|for) (?:the )?(?:next )?\d+",
    r"\b\d{1,2}(?::\d\d)? ?(?:am|pm)\b",
    r"\b(?:within|in) (?:an?|the next|one|two|three|a couple of) (?:hour|day|minute|working)s?",
)
THANKS = _any(r"\b(?:thank you|thanks|grateful)\b", r"\bappreciate (?:your|you)\b")
FAREWELL = _any(
    r"\b(?:goodbye|good bye|bye|take care|have a (?:good|nice|lovely|great|better)|enjoy (?:the rest|your))\b",
    r"^(?:kind|best|warm) (?:regards|wishes)\b",
    r"^yours (?:sincerely|faithfully)\b",
)
BLAME = _any(
    r"\byou (?:should|could|ought to)(?: have|'ve| of)\b",
    r"\byou (?:didn'?t|failed|forgot|must have|clearly (?:did|chose|picked|put|got)|never told"
    r"|neglected)\b(?! (?:get|receive))",
    r"\b(?:it|that|this)(?:'s| is| was) your (?:own )?(?:fault|mistake|problem|error|doing)\b",
    r"\byour (?:own )?fault\b",
    r"\bwhy (?:didn'?t|did|haven'?t|don'?t) you\b(?! (?:need|want|prefer))",
    r"\bif (?:only )?you(?:'d| had) (?:\w+)",
    r"\byou(?:'ve| have)? (?:entered|ordered|picked|chosen|chose|put|typed|gave|given) (?:us |in |it )?(?:the "
    r"|it )?wrong",
    r"\byou people\b",
)
RUDE = _any(
    r"\b(?:calm down|shut up|idiot|stupid|moron|pathetic|liar|lying|get lost|get over it|grow up"
    r"|stop (?:moaning|whining"
    r"|shouting|complaining|wasting)|don'?t shout|watch your|you'?re being (?:ridiculous|difficult|unreasonable"
    r"|silly)"
    r"|ridiculous|bloody|fuck\w*|shit\w*|piss off|crap|whatever|blah|boring|who cares|i don'?t care|bother(?:ing)? me"
    r"|go away|are you (?:deaf|thick)|how dumb|dumb)\b"
)
DISMISSIVE = _any(
    r"^(?:so |well |yes,? )?what do you want(?: now)?\W*$",
    r"\bnot (?:my|our) (?:problem|fault|job|department)\b",
    r"\b(?:nothing|not much) (?:i|we) can do\b",
    r"(?:^|[,;] |\b(?:so|and|just) |\byou(?:'ll| can| must| have to|'ll have to) )deal with it\b",
    r"\b(?:tough|hard luck|tough luck|unlucky|too bad|never mind)\b",
    r"\b(?:as|like) i (?:already |just )?(?:said|told you|explained)\b",
    r"\bi(?:'ve| have)? already told you\b",
    r"\bit'?s (?:only|just) (?:a|an) \w+",
    r"\b(?:it'?s )?(?:company|our) (?:policy|rules?),? (?:so|and that|not mine|end of)\b",
    r"\b(?:read|check|look at) the (?:website|terms|small print|email|instructions)\b",
    r"\bthat'?s (?:just )?(?:how it is|life|the way it is|all i can (?:do|say))\b",
    r"\btake it or leave it\b",
    r"\byou(?:'ll| will) (?:just )?have to wait\b",
)
BOUNDARY = _any(
    r"\b(?:if|unless)\b.{0,60}\b(?:end|ending|terminate|finish|close|stop|leave) (?:the|this|our) "
    r"(?:call|conversation|chat)\b",
    r"\b(?:end|ending|terminate|finish|close) (?:the|this|our) (?:call|conversation|chat)\b.{0,20}\b(?:if|unless)\b",
    r"\b(?:if|unless)\b.{0,60}\b(?:hang up|put the phone down)\b",
    r"\bplease (?:don'?t|do not|stop) (?:\w+ )?(?:swear|shout|insult|curs|abus|yell)\w*",
    r"\b(?:please )?(?:don'?t|do not|stop|not) (?:swear|shout|curs|yell|speak|talk)\w*(?: to| at)? me\b"
    r".{0,40}\bplease\b",
    r"\b(?:can'?t|cannot|not able to|unable to) (?:help|listen|talk|continue|carry on)\b.{0,30}"
    r"\b(?:while|when|if|as long as) you\b.{0,20}\b(?:swear|shout|insult|abus|yell|speak|talk)\w*",
)
JARGON = _any(
    r"\b(?:rma|sku|sla|slas|t&cs?|crm|kpi|fcr|aht|dpa|idv|backend|back-end|pro ?rata|chargeback|tier (?:1|2|one|two)"
    r"|(?:first|second)[- ]line (?:team|support|desk)|l1|l2|eod|cob|ref(?:erence)? id|dispo|wismo|pod)\b"
)
DANGER = _any(
    r"\b(?:kill|hurt|harm|cut(?:ting)?) (?:myself|yourself|himself|herself|themselves|ourselves)\b",
    r"\b(?:suicid\w*|self[- ]harm\w*|overdos\w*)\b",
    r"\b(?:end|take|ending|taking) (?:my|his|her|their|your) (?:own )?life\b",
    r"\b(?:i|she|he|they) (?:really )?(?:want|wants|wanted|going|am going) to die\b",
    r"\b(?:don'?t|do not) want to (?:live|be alive|be here any ?more)\b",
    r"\b(?:i'?m|i am|she'?s|she is|he'?s|he is|they'?re|they are|someone is|somebody is|someone'?s|my \w+ is)"
    r" (?:\w+ )?in (?:\w+ )?danger\b",
    r"(?:\bnot|n'?t)(?: \w+)? safe (?:at home|here|at work|with him|with her)\b",
    r"\b(?:is|are|keeps?|started|been) (?:hitting|beating|attacking|abusing|threatening to kill|hurting) (?:me"
    r"|her|him|us|my)\b",
    r"\b(?:he|she|they|my \w+) (?:hits|hit|beats|beat|attacked|attacks|abuses|abused) me\b",
    r"\b(?:i'?m|i am) being (?:abused|attacked|threatened|hurt|stalked|followed)\b",
)
INSTRUCTION = _any(
    r"\bignore (?:all |any |the |your |my )*(?:previous|above|earlier|prior|other)\b",
    r"\b(?:system|developer|assistant) ?(?:prompt|message|:)",
    r"^(?:system|assistant|user|developer)\s*:",
    r"\byou are (?:now )?(?:an? )?(?:ai|chatgpt|language model|helpful assistant|bot|dan)\b",
    r"\bas an? (?:ai|language model)\b",
    r"\b(?:reveal|print|show|list|output|tell me|dump) (?:me )?(?:all |every |the |your )*"
    r"(?:hidden|secret|facts|state|prompt|instructions|variables|scenario|needs)\b",
    r"\b(?:set|make) (?:the |your )?(?:anger|trust|patience|mood|state|score) (?:to|=)",
    r"\b(?:mark|grade|score|pass) (?:me|this)\b.{0,20}\b(?:met|pass|full|100|top)\b",
    r"<\|?(?:system|im_start|endoftext)",
    r"\b(?:end|finish|complete) (?:the )?(?:scenario|simulation|role ?play) (?:as|with)\b",
)
