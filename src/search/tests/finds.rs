//! Small sites, queries and what they find.

use search::{Answer, Document, Filter, Hit, Results, Searcher, Section, Synonyms, analyse, build};

/// A page of sections `(anchor, heading, text)`; an empty anchor is the start of the page.
fn page(url: &str, title: &str, sections: &[(&str, &str, &str)]) -> Document {
    Document {
        url: url.into(),
        title: title.into(),
        kind: "guidance".into(),
        kind_label: "Richtlijn".into(),
        sections: sections
            .iter()
            .map(|(anchor, heading, text)| Section {
                anchor: (!anchor.is_empty()).then(|| (*anchor).into()),
                heading: (*heading).into(),
                text: (*text).into(),
                is_download: false,
            })
            .collect(),
        ..Document::default()
    }
}

/// A page with one line of text.
fn line(url: &str, text: &str) -> Document {
    page(url, "Pagina", &[("", "", text)])
}

fn glossary() -> Synonyms {
    let groups = [
        "RTO|hersteltijddoel|recovery time objective|hersteltijd",
        "BCP|bedrijfscontinuïteitsplan|business continuity plan|continuïteitsplan",
        "MTPD|MTO|MAO|MTD|MTU|maximale uitvalduur|maximaal toelaatbare uitvalsduur",
        "back-up|backup|reservekopie",
        "WZC|woonzorgcentrum|rusthuis",
        "ransomware|gijzelsoftware",
        "noodprocedure|workaround|plan B|manuele procedure",
    ];
    Synonyms::new(groups.iter().map(|group| group.split('|').map(str::to_owned).collect()).collect())
}

/// Searches as a browser does: loads what is asked for until there are results.
fn search_in(documents: &[Document], synonyms: &Synonyms, query: &str) -> Results {
    let analysed: Vec<_> = documents.iter().map(analyse).collect();
    let index = build(&analysed, synonyms);
    let file = |name: &str| &index.files.iter().find(|(file, _)| file == name).expect("a file of the index").1;
    let mut searcher = Searcher::new(file(search::INDEX_FILE)).expect("an index");
    for _ in 0..20 {
        match searcher.search(query, 10) {
            Answer::Results(results) => return results,
            Answer::Need(names) => {
                assert!(!names.is_empty());
                for name in names {
                    searcher.add(&name, file(&name)).expect("a sound file");
                }
            }
        }
    }
    panic!("no results after 20 rounds");
}

/// The addresses that a query finds, best first.
fn found(documents: &[Document], query: &str) -> Vec<String> {
    search_in(documents, &glossary(), query).hits.into_iter().map(|hit| hit.url).collect()
}

/// Whether a page with one line is found, beside one that must not be.
fn check(text: &str, query: &str) {
    let documents = [line("ander/", "Volledig losstaande zin zonder raakvlak."), line("goed/", text)];
    assert_eq!(found(&documents, query), ["goed/"], "{query} in {text}");
}

#[test]
fn inflections_find_each_other() {
    check("Elk proces heeft een eigenaar.", "processen");
    check("De processen zijn bekend.", "proces ");
    check("De gevolgen van uitval.", "gevolg ");
    check("Wie zijn de leveranciers?", "leverancier ");
    check("Na drie dagen.", "dag ");
    check("Bespreek de scenario's.", "scenario ");
    check("Een kritieke dienst.", "kritiek ");
}

#[test]
fn diacritics_and_case_do_not_matter() {
    check("De coördinator van de continuïteit.", "coordinator");
    check("De coordinator.", "COÖRDINATOR");
    check("Drie strategieën.", "strategie ");
}

#[test]
fn the_last_word_may_be_unfinished() {
    check("Maak de afhankelijkheden zichtbaar.", "afhank");
    check("Het hersteltijddoel staat vast.", "herst");
    check("Onze plannen liggen klaar.", "plann");
    check("De leveranciers.", "levera");
    assert!(found(&[line("a/", "Maak de afhankelijkheden zichtbaar.")], "afhank zichtbaar").len() == 1);
}

#[test]
fn compounds_are_found_by_their_parts() {
    check("Het bedrijfscontinuïteitsplan ligt klaar.", "continuïteit ");
    check("Het bedrijfscontinuïteitsplan ligt klaar.", "plan ");
    check("Het bedrijfscontinuïteitsplan ligt klaar.", "bedrijf ");
    check("De crisisteams oefenen.", "team ");
    check("Een noodstroomgroep.", "noodstr");
    check("De leverancierscontinuïteit.", "leverancier ");
    check("Het crisisteam komt samen.", "crisis team ");
}

#[test]
fn what_only_looks_like_a_compound_stays_whole() {
    let documents = [
        page("delen/", "Best uur, vers blok, melding", &[("", "", "Een ding gelijk aan een lijk, elijk en baar.")]),
        line("a/", "De besturen verschillen, en ze blokkeren een duidelijke, haalbare melding."),
    ];
    for query in ["uur ", "best ", "blok ", "ding ", "lijk ", "baar "] {
        assert_eq!(found(&documents, query), ["delen/"], "{query}");
    }
    let documents = [
        page("a/", "Bereikbaarheid", &[("", "", "Met aanwezigheid en adressen.")]),
        line("b/", "De bereikbaarheidslijst en de aanwezigheidslijst hangen uit."),
    ];
    assert_eq!(found(&documents, "lijst "), ["b/"]);
}

#[test]
fn two_words_find_the_one_that_pages_write() {
    check("Het personeelstekort duurt.", "personeels tekort");
    check("Lees de NIS2-wet.", "nis 2");
    check("De wachtwoordkluis is open.", "wachtwoord kluis ");
}

#[test]
fn a_compound_that_nobody_wrote_is_found_by_one_of_its_parts() {
    let documents = [line("a/", "Elk wachtwoord telt."), line("b/", "Ons beleid is kort.")];
    assert_eq!(found(&documents, "wachtwoordbeleid ").len(), 2);
}

#[test]
fn words_that_never_stand_alone_are_learned() {
    let documents = [
        line("a/", "De klantkwetsbaarheden, de serverkwetsbaarheid."),
        line("b/", "Een incidentkwetsbaarheid."),
        line("c/", "Een netwerkkwetsbaarheid, iets anders."),
    ];
    assert_eq!(found(&documents, "kwetsbaarheden ").len(), 3);
}

#[test]
fn unknown_compounds_are_found_by_their_parts() {
    check("Het herstel van de server.", "serverherstel ");
    check("Een lijst van de contacten.", "contactlijst ");
}

#[test]
fn hyphens_are_optional() {
    check("Maak een back-up.", "backup ");
    check("Maak een backup.", "back-up ");
    check("Elke back-uptest telt.", "back-uptest ");
    check("Vul het BIA-blad in.", "bia ");
    check("Vul het BIA-blad in.", "blad ");
    check("Het e-loket is open.", "loket ");
}

#[test]
fn codes_and_numbers_are_words() {
    check("Bouwsteen B01 gaat over de fiche.", "b01");
    check("Volgens ISO 22301:2019.", "22301");
    check("De NIS2-richtlijn.", "NIS2");
    check("Doel PR.DS-11 over back-ups.", "PR.DS-11");
    check("Het KB van 22 mei 2019.", "KB 22 mei 2019");
}

#[test]
fn glossary_pairs_find_each_other() {
    for pair in [
        ["RTO", "hersteltijd"],
        ["RTO", "hersteltijddoel"],
        ["hersteltijd", "hersteltijddoel"],
        ["RTO", "recovery time objective"],
        ["BCP", "continuïteitsplan"],
        ["BCP", "bedrijfscontinuïteitsplan"],
        ["MTPD", "maximale uitvalduur"],
        ["MTPD", "MTO"],
        ["back-up", "reservekopie"],
        ["back-up", "backup"],
        ["backup", "reservekopie"],
        ["WZC", "woonzorgcentrum"],
        ["gijzelsoftware", "ransomware"],
        ["noodprocedure", "plan B"],
    ] {
        for [text, query] in [pair, [pair[1], pair[0]]] {
            check(&format!("Hier staat {text} in een zin."), query);
            check(&format!("Hier staat {text} in een zin."), &format!("{query} zin"));
        }
    }
}

#[test]
fn inflected_synonyms_are_found() {
    check("Alle woonzorgcentra en rusthuizen.", "WZC");
    check("De reservekopieën liggen elders.", "back-ups");
}

#[test]
fn a_title_is_worth_more_than_a_heading_and_a_heading_more_than_text() {
    let documents = [
        page("tekst/", "Een", &[("", "", "Iets over uitwijk en over het gebouw."), ("x", "Anders", "Nog wat tekst.")]),
        page("kop/", "Twee", &[("", "", "Inleiding op het gebouw."), ("uitwijk", "Uitwijk", "Nog wat tekst.")]),
        page("titel/", "Uitwijk", &[("", "", "Inleiding op het gebouw."), ("x", "Anders", "Nog wat tekst.")]),
    ];
    assert_eq!(found(&documents, "uitwijk"), ["titel/", "kop/#uitwijk", "tekst/"]);
}

#[test]
fn the_heading_that_answers_is_the_target() {
    let documents = [page(
        "richtlijnen/bia/",
        "De BIA stap voor stap",
        &[
            ("", "", "Een BIA maak je in vier stappen."),
            ("processen", "Lijst je processen op", "Begin met de diensten aan de burger."),
            ("uitval", "Hoe lang mag het stilliggen", "Bepaal de maximale uitvalduur en het minimumniveau."),
        ],
    )];
    assert_eq!(found(&documents, "minimumniveau"), ["richtlijnen/bia/#uitval"]);
    assert_eq!(found(&documents, "processen oplijsten diensten"), ["richtlijnen/bia/#processen"]);
    assert_eq!(found(&documents, "bia stap"), ["richtlijnen/bia/"]);
    let hit = &search_in(&documents, &glossary(), "mtpd").hits[0];
    assert_eq!(hit.heading.as_deref(), Some("Hoe lang mag het stilliggen"));
    assert_eq!((hit.kind.as_str(), hit.kind_label.as_str()), ("guidance", "Richtlijn"));
}

#[test]
fn the_last_of_many_headings_is_a_target() {
    let texts: Vec<(String, String)> = (0..90).map(|n| (format!("t{n}"), format!("Begrip nummer{n}"))).collect();
    let sections: Vec<(&str, &str, &str)> =
        texts.iter().map(|(anchor, heading)| (anchor.as_str(), heading.as_str(), "Een uitleg.")).collect();
    let documents = [page("begrippen/", "Begrippen", &sections)];
    assert_eq!(found(&documents, "nummer88"), ["begrippen/#t88"]);
    assert_eq!(found(&documents, "uitleg nummer71"), ["begrippen/#t71"]);
}

#[test]
fn all_words_come_before_some_words() {
    let documents = [
        line("beide/", "De leverancier levert stroom."),
        line("een/", "De leverancier van brood."),
        line("twee/", "Zonder stroom."),
    ];
    let results = search_in(&documents, &glossary(), "stroom leverancier");
    assert_eq!((results.total, results.all_words, results.hits[0].url.as_str()), (3, true, "beide/"));
    let results = search_in(&documents, &glossary(), "brood stroom");
    assert_eq!((results.total, results.all_words), (3, false));
}

#[test]
fn words_side_by_side_come_first() {
    let documents = [
        line("a/", "Een kritiek punt. Daarna volgt lang niets anders dan wat losse tekst over een proces."),
        line("b/", "Een ander punt. Daarna volgt lang niets dan wat losse tekst. Een kritiek proces."),
    ];
    assert_eq!(found(&documents, "kritiek proces"), ["b/", "a/"]);
}

#[test]
fn function_words_are_not_required() {
    check("De gemeente maakt een plan.", "hoe maakt een gemeente het plan");
    let documents = [page("wie/", "Wie doet wat", &[("", "", "Rollen.")]), line("ander/", "Wie weet wat het doet.")];
    assert_eq!(found(&documents, "wie doet wat")[0], "wie/");
}

fn shown(hit: &Hit) -> String {
    hit.snippet.iter().map(|part| if part.hit { format!("[{}]", part.text) } else { part.text.clone() }).collect()
}

#[test]
fn snippets_mark_inflections_compounds_and_synonyms() {
    let snippet = |text: &str, query: &str| shown(&search_in(&[line("a/", text)], &glossary(), query).hits[0]);
    assert_eq!(snippet("De processen lopen.", "proces "), "De [processen] lopen.");
    assert_eq!(
        snippet("Een Bedrijfscontinuïteitsplan helpt.", "continuiteit "),
        "Een [Bedrijfscontinuïteitsplan] helpt."
    );
    assert_eq!(snippet("De maximale uitvalduur telt.", "MTPD"), "De [maximale uitvalduur] telt.");
    assert_eq!(snippet("De leveranciers.", "lever"), "De [leveranciers].");
}

#[test]
fn function_words_are_not_marked() {
    let documents = [line("a/", "Hoe lang mag het proces stilliggen?")];
    let results = search_in(&documents, &glossary(), "hoe het proces");
    assert_eq!(shown(&results.hits[0]), "Hoe lang mag het [proces] stilliggen?");
}

#[test]
fn a_query_without_an_answer_finds_nothing() {
    for query in ["", " ", "xyzzy", "?!", "-", "''"] {
        assert_eq!(found(&[line("a/", "Een plan.")], query), [""; 0], "{query}");
    }
    assert_eq!(found(&[], "plan"), [""; 0]);
}

#[test]
fn a_typing_mistake_finds_the_word_that_was_meant() {
    check("Wat doe je bij een fusie?", "fussie ");
    check("Het college neemt een collegebesluit.", "colegebesluit ");
    check("Neem het dossier mee.", "dosier ");
    check("De noodplanning begint.", "noodpalnning ");
}

#[test]
fn a_word_that_is_there_is_not_taken_for_another() {
    let documents = [line("a/", "De klant belt."), line("b/", "De plant groeit.")];
    assert_eq!(found(&documents, "plant "), ["b/"]);
    assert_eq!(found(&documents, "zzant "), [""; 0]);
}

#[test]
fn keywords_find_a_page() {
    let mut document = line("a/", "Tekst.");
    document.keywords = vec!["cyberveiligheid".into()];
    assert_eq!(found(&[document], "cyberveiligheid"), ["a/"]);
}

#[test]
fn pages_about_one_subject_come_from_few_files() {
    let subjects = ["medicatie apotheek bewoner afdeling zorg", "leefloon betaling rekening bank cliënt"];
    let text = |subject: usize, number: usize| {
        let filler: String = (0..50).map(|word| format!("woord{number}van{word} ")).collect();
        format!("{} {filler}", subjects[subject]).repeat(3)
    };
    let documents: Vec<Document> = (0..60).map(|at| line(&format!("p-{at:02}/"), &text(at % 2, at))).collect();
    let analysed: Vec<_> = documents.iter().map(analyse).collect();
    let index = build(&analysed, &glossary());
    let shards = index.files.iter().filter(|(name, _)| name.starts_with("d-")).count();
    let file = |name: &str| &index.files.iter().find(|(file, _)| file == name).expect("a file of the index").1;
    let mut searcher = Searcher::new(file(search::INDEX_FILE)).expect("an index");
    let mut loaded = 0;
    while let Answer::Need(names) = searcher.search("apotheek ", 5) {
        loaded += names.iter().filter(|name| name.starts_with("d-")).count();
        names.iter().for_each(|name| searcher.add(name, file(name)).expect("a sound file"));
    }
    assert!(shards > 8, "{shards} files of pages");
    assert!(loaded <= 2, "the first five pages of one subject come from {loaded} of {shards} files");
}

/// Asks until the answer is there, with the filter.
fn within(documents: &[Document], query: &str, filter: &Filter) -> Results {
    let analysed: Vec<_> = documents.iter().map(analyse).collect();
    let index = build(&analysed, &glossary());
    let file = |name: &str| &index.files.iter().find(|(file, _)| file == name).expect("a file of the index").1;
    let mut searcher = Searcher::new(file(search::INDEX_FILE)).expect("an index");
    loop {
        match searcher.search_within(query, 10, filter) {
            Answer::Results(results) => return results,
            Answer::Need(names) => names.iter().for_each(|name| searcher.add(name, file(name)).expect("a sound file")),
        }
    }
}

#[test]
fn results_are_counted_by_kind_and_limited_to_one() {
    let of = |url: &str, kind: &str| Document {
        kind: kind.into(),
        kind_label: kind.to_uppercase(),
        ..line(url, "Een plan.")
    };
    let documents = [of("a/", "faq"), of("b/", "guidance"), of("c/", "guidance")];
    let ask = |kind: &str| within(&documents, "plan ", &Filter { kind: kind.into(), facets: vec![] });
    let counts = |results: &Results| -> Vec<(String, usize)> {
        results.kinds.iter().map(|it| (it.label.clone(), it.pages)).collect()
    };
    let all = ask("");
    assert_eq!((all.total, counts(&all)), (3, vec![("GUIDANCE".into(), 2), ("FAQ".into(), 1)]));
    assert_eq!(all.facets, Some(vec![]));
    let one = ask("faq");
    assert_eq!((one.total, one.hits.len(), one.hits[0].kind.as_str()), (1, 1, "faq"));
    assert_eq!(counts(&one), counts(&all));
    assert_eq!(ask("none").total, 0);
}

#[test]
fn results_are_limited_by_facets_and_counted_as_another_choice_would_give() {
    let of = |url: &str, kind: &str, facets: &[(&str, &str)]| Document {
        kind: kind.into(),
        facets: facets.iter().map(|(code, value)| ((*code).into(), (*value).into())).collect(),
        ..line(url, "Een plan.")
    };
    let documents = [
        of("a/", "faq", &[("theme", "cyber"), ("theme", "ict"), ("audience", "DPO")]),
        of("b/", "guidance", &[("theme", "cyber")]),
        of("c/", "guidance", &[("theme", "ict"), ("audience", "college")]),
    ];
    let ask = |kind: &str, facets: &[(&str, &str)]| {
        let facets = facets.iter().map(|(code, value)| ((*code).into(), (*value).into())).collect();
        within(&documents, "plan ", &Filter { kind: kind.into(), facets })
    };
    let urls = |results: &Results| -> Vec<String> { results.hits.iter().map(|hit| hit.url.clone()).collect() };
    let values = |results: &Results, code: &str| -> Vec<(String, usize)> {
        let facets = results.facets.as_ref().expect("facets are loaded");
        facets.iter().find(|facet| facet.code == code).expect("the facet").values.clone()
    };
    assert_eq!(ask("", &[]).facets, None);
    let cyber = ask("", &[("theme", "cyber")]);
    assert_eq!(urls(&cyber), ["a/", "b/"]);
    assert_eq!(values(&cyber, "theme"), [("cyber".into(), 2), ("ict".into(), 2)]);
    assert_eq!(values(&cyber, "audience"), [("DPO".into(), 1)]);
    let both = ask("faq", &[("theme", "ict")]);
    assert_eq!(urls(&both), ["a/"]);
    assert_eq!(values(&both, "theme"), [("cyber".into(), 1), ("ict".into(), 1)]);
    assert_eq!(both.kinds.iter().map(|it| it.pages).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(ask("", &[("theme", "niets")]).total, 0);
    assert_eq!(ask("", &[("niets", "niets")]).total, 0);
}

#[test]
fn a_word_that_no_page_has_is_told() {
    let documents = [line("a/", "Wat doe je bij een Fusie?"), line("b/", "Een fusie kost tijd.")];
    let unknown = |query: &str| -> Vec<(String, Vec<String>)> {
        let unknown = search_in(&documents, &glossary(), query).unknown;
        unknown.into_iter().map(|it| (it.word, it.meant)).collect()
    };
    assert_eq!(unknown("fussie "), [("fussie".into(), vec!["fusie".into()])]);
    assert_eq!(unknown("xqzwv "), [("xqzwv".into(), vec![])]);
    assert_eq!(unknown("fusie "), []);
}

#[test]
fn a_typing_mistake_may_be_in_the_first_letters() {
    check("Wat doe je bij een fusie?", "gusie ");
    check("De leverancier valt uit.", "elverancier ");
    check("De back-up is weg.", "vack-up ");
    check("De burgemeester beslist.", "nurgemester ");
}

#[test]
fn codes_are_found_however_they_are_written() {
    for (text, query) in [
        ("Bouwsteen B05 is de contactlijst.", "b5"),
        ("Bouwsteen B05 is de contactlijst.", "B 05"),
        ("Regel R5 telt.", "r05"),
        ("De NIS2-wet geldt.", "nis 2"),
        ("De NIS 2-wet geldt.", "nis2"),
        ("CyFun vraagt PR.DS-11.", "pr.ds-11"),
        ("CyFun vraagt PR.DS-11.", "PRDS11"),
        ("CyFun vraagt PR.DS-01.", "pr.ds-1"),
        ("ISO 22301:2019 zegt het.", "iso22301"),
        ("Het KB van 22 mei 2019.", "kb 22 mei 2019"),
        ("Meld het binnen 72 uur.", "72u"),
        ("Meld het binnen 72u.", "72 uur"),
        ("Meld het binnen 72 uren.", "72u"),
        ("Bel 112.", "112"),
        ("Een dienst van 24/7.", "24/7"),
    ] {
        let documents = [line("a/", text), line("b/", "Heel iets anders.")];
        for typed in [query.to_owned(), format!("{query} ")] {
            assert_eq!(found(&documents, &typed), ["a/"], "`{typed}` in {text}");
        }
    }
}

#[test]
fn the_definition_of_the_query_comes_first() {
    let term = |url: &str, title: &str| Document {
        names: vec!["hersteltijd".into(), "RTO".into(), "recovery time objective".into()],
        ..page(url, title, &[("", "", "Wat het is.")])
    };
    let documents = [
        page(
            "a/",
            "Hersteltijd",
            &[("", "", "De hersteltijd. Hersteltijd, hersteltijd, hersteltijd."), ("h", "Hersteltijd", "")],
        ),
        term("begrippen/#rto", "Hersteltijd (RTO)"),
        page("b/", "RTO en hersteltijd", &[("", "", "De RTO is weg.")]),
    ];
    for query in ["rto", "hersteltijd", "RTO ", "recovery time objective"] {
        assert_eq!(found(&documents, query)[0], "begrippen/#rto", "{query}");
    }
    assert_eq!(found(&documents, "rto weg")[0], "b/");
}

#[test]
fn the_last_word_is_completed_as_pages_write_it() {
    let documents = [
        line("a/", "Continuïteit telt. De continuïteitsmanager en het CONTRACT."),
        line("b/", "Zonder continuïteit geen contract. Contracten."),
        line("c/", "De continuïteit."),
    ];
    let completions = |query: &str| search_in(&documents, &glossary(), query).completions;
    assert_eq!(completions("de cont"), ["continuïteit", "contract", "continuïteitsmanager"]);
    assert_eq!(completions("continuiteit"), ["continuïteitsmanager"]);
    assert_eq!(completions("cont "), [""; 0]);
    assert_eq!(completions("c"), [""; 0]);
}

#[test]
fn a_group_of_synonyms_is_loaded_with_its_word() {
    let filler = |at: usize| (0..40).map(|word| format!("woord{at}van{word} ")).collect::<String>();
    let documents: Vec<Document> = (0..300).map(|at| line(&format!("{at:03}/"), &filler(at))).collect();
    let mut documents = documents;
    documents.push(line("doel/", "De recovery time objective is kort."));
    let analysed: Vec<_> = documents.iter().map(analyse).collect();
    let index = build(&analysed, &glossary());
    let file = |name: &str| &index.files.iter().find(|(file, _)| file == name).expect("a file of the index").1;
    assert!(index.files.iter().filter(|(name, _)| name.starts_with("t-")).count() > 5);
    let mut searcher = Searcher::new(file(search::INDEX_FILE)).expect("an index");
    let mut loaded = 0;
    loop {
        match searcher.search("rto ", 5) {
            Answer::Results(results) => break assert_eq!(results.hits[0].url, "doel/"),
            Answer::Need(names) => {
                loaded += names.iter().filter(|name| name.starts_with("t-")).count();
                names.iter().for_each(|name| searcher.add(name, file(name)).expect("a sound file"));
            }
        }
    }
    assert_eq!(loaded, 1);
}
