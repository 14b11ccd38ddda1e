"""Words that go before or stand for a name: titles, roles, and what they tell of a person's gender."""

from functools import cache
from importlib import resources
from typing import Literal

Gender = Literal["male", "female", ""]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words("""
    mr mrs ms miss mx dr sen rep gov gen col lt sgt maj capt cpl prof rev hon president vice prime minister
    secretary senator professor justice judge mayor governor congressman congresswoman representative
    ambassador pope sir dame lord lady king queen prince princess sheriff chancellor foreign former attorney
    general captain detective inspector chairman chairwoman chair speaker coach colonel major sergeant officer
    commissioner premier reverend bishop archbishop cardinal father sister brother saint st madam doctor
    deputy chief chief-of-staff director pm mp mep di ds dci dcs pc msp mla td ceo cfo cto counsel
    superintendent constable lieutenant admiral commander spokesman spokeswoman spokesperson
""")
# The last word of a place or a body that the model may take for a person: "Mill Lane", "Northline Ports".
NOT_PEOPLE = _words("""
    academy agency airport alliance association avenue bank bay bridge bureau campaign cape cathedral centre
    center chronicle church city club college commission committee company corp corporation council county
    courier court department district division express fc federation forest foundation fund gazette government
    group hall harbour harbor herald hospital hotel house inc initiative inquiry institute institution island
    islands journal labour lake lane league limited line lines llc ltd market media ministry mountain
    mountains movement museum network news observatory office organisation organization palace park parliament
    party police port ports post prison project railway records region river road rovers school senate
    sentinel society square stadium state station street studios theatre theater times tower towers treaty
    tribune trust union united university valley village wanderers wells zone water energy power gas oil electric rail
    airlines airways motors foods steel mining securities capital partners holdings systems industries telecom
""")
# The first word of a place: "Cape Orran".
PLACES_BEGIN = _words("cape port mount lake fort camp saint san santa st new north south east west upper lower great")
_MALE = _words("""
    mr sir lord king prince pope father brother congressman chairman spokesman businessman man boy husband son
    actor policeman fireman grandfather uncle nephew nobleman gentleman statesman salesman
""")
_FEMALE = _words("""
    mrs ms miss dame lady queen princess sister congresswoman chairwoman spokeswoman businesswoman woman girl
    wife daughter mother actress policewoman madam grandmother aunt niece
""")
# A person the article has introduced may come back as one of these: "the minister said".
ROLES = _words("""
    activist actor actress adviser advisor aide ambassador analyst anchor archaeologist archbishop architect
    artist astronaut astronomer attorney auctioneer author baker banker billionaire biologist bishop boss
    broker businessman businesswoman candidate captain cardinal ceo chair chairman chairwoman chancellor chief
    chemist coach columnist commander commissioner composer congressman congresswoman conservator consultant
    correspondent coroner councillor counsel curator daughter defender delegate deputy detective developer
    diplomat director doctor driver economist editor engineer envoy executive expert farmer father fisherman
    footballer founder governor historian host husband inspector inventor investigator journalist judge
    justice king lawmaker lawyer leader lecturer legislator lieutenant lobbyist man manager mayor
    meteorologist minister mogul mother musician negotiator nominee novelist nurse officer official operator
    organiser organizer owner pastor pensioner physician physicist pilot player poet politician pollster pope
    postman premier president priest prince princess principal producer professor programmer prosecutor
    psychologist queen regulator reporter representative researcher resident scholar scientist secretary
    senator sergeant sheriff singer solicitor son speaker spokesman spokesperson spokeswoman strategist
    striker student superintendent surgeon suspect teacher technician theologian treasurer trainer veteran vet
    veterinarian victim volunteer wife winner witness woman worker writer
""")
# A body that speaks under its own name: "the health ministry", "police".
BODIES = _words("""
    academy administration agency alliance assembly association authority bank board body broadcaster bureau
    cabinet campaign centre center church club coalition college command commission committee company congress
    consortium council court department embassy federation fund government group hospital inquiry institute
    institution kremlin league legislature ministry mission movement museum network newspaper observatory
    office opposition organisation organization palace panel paper parliament party police press regime school
    secretariat senate service society station tribunal union university watchdog
""")
GROUPS = _words("""
    activists allies analysts authorities campaigners critics delegates democrats diplomats doctors economists
    executives experts farmers groups historians investigators investors lawmakers lawyers leaders members
    ministers nurses officers officials organisers organizers opponents parties politicians prosecutors
    protesters republicans researchers residents scientists soldiers students supporters teachers unions
    voters witnesses workers
""")


def gender_of_title(word: str) -> Gender:
    """What a title or a role noun tells: "Mrs", "spokesman"."""
    bare = word.casefold().rstrip(".")
    return "male" if bare in _MALE else "female" if bare in _FEMALE else ""


def gender_of_first_name(name: str) -> Gender:
    """The gender a first name is given to; empty for one that is unknown or given to both."""
    folded = name.casefold()
    return "" if folded in FAMILY_NAMES_FIRST else _first_names().get(folded, "")


# Family names that stand first in a full name, and would be taken for a first name ("Kim").
FAMILY_NAMES_FIRST = _words("""
    ahn an bae bui cai cao chang chen cheng cho choi chung dang dao deng ding dong duong feng gao guo han he
    ho hong hu hwang jang jeon jeong jiang jin jung kang kim ko kwon le lee li liang lim lin liu lu luo ma mao
    min moon ngo nguyen oh pak pan park peng pham qian ri rhee roh ryu seo shi shin sun tang tran vo wang wei
    wen wu xi xiao xie xu yang yao yi yoon yu yuan yun zhang zhao zheng zhou zhu
""")


@cache  # 8,000 names from the file beside this one
def _first_names() -> dict[str, Gender]:
    found: dict[str, Gender] = {}
    gender: Gender = ""
    text = resources.files(__package__).joinpath("first_names.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line == "[male]":
            gender = "male"
        elif line == "[female]":
            gender = "female"
        elif not line.startswith("#"):
            found[line] = gender
    return found
