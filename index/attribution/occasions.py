"""The words for what is written or spoken as a whole, and for where and when it is."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What is written or spoken as a whole: its owner speaks in it.
TEXTS = _words("""
    address article autobiography blog book column diary document email essay letter memo memoir memorandum message
    note op-ed paper pamphlet post report speech statement telegram testimony text tweet
""")
# Made to be read, heard or watched: a name between marks behind it is its title.
WORKS = TEXTS | _words("""
    album comedy documentary drama film musical novel opera painting play poem programme program series show song
    story
""")
# In "said in an interview" the phrase belongs to the cue, not to the content.
OCCASIONS = _words("""
    address announcement appearance article blog book briefing broadcast call column comment comments
    conference conversation court dispatch documentary email emails essay event filing hearing interview
    interviews letter lecture memo meeting message monday tuesday wednesday thursday friday saturday sunday
    morning afternoon evening night news note op-ed parliament post press radio rally release remarks report
    reporters session speech statement statements talk television telephone testimony text tweet twitter
    facebook week weekend yesterday today tv video january february march april may june july august september
    october november december debate forum podcast phone editorial piece series
""")
DAYS = _words("""
    monday tuesday wednesday thursday friday saturday sunday yesterday today tonight recently later earlier
    again afterwards
""")
