"""From a snapshot to a published site, making only what has changed.

    shown     an item that somebody looks at, before all others    front
    ranked    standings, while another process takes the marks of items and ledger lines
    sheets    plan of all pages and files, none made yet           site_builder.pages
    shell     the theme round them, from the cache or from MkDocs  site_builder.shell
    known     what the last build put here; meanwhile another
              process looks whether all of it still lies there     manifest
    fresh     sheets whose key is new or whose file was touched    work
    written   made in several processes beside the site            rendering
    searched  the same for the files of the search                 words, site_builder.search
    published the whole site exchanged, or a patch                 publishing

A sheet's key stands for what it shows; `base` for what all show: program, registries, theme. So
what is left alone has the bytes that a build from nothing would give it.
"""
