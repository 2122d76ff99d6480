"""Common given names in Finland, to find texts that name somebody. Plain data."""

#: Names that are no other word.
CLEAR = frozenset(
    """
    Aada Aapo Aarne Aaro Ahti Aila Aira Akseli Aleksi Alexander Alina Amanda Anders Anette Anita Anja Anne
    Anneli Annika Annikki Annukka Antero Anton Antti Anu Arja Armi Arto Arttu Asko Astrid Atte Birgitta Camilla
    Carita Christian Christina Daniel David Eetu Eeva Eija Eila Eino Elias Elina Elisa Elisabet Ella Elli Elsa Emil
    Emilia Emma Emmi Eric Erik Erika Erkki Esko Essi Eveliina Fanni Fredrik Gunnar Gustav Hannele Hannes Hannu Harri
    Heidi Heikki Heli Helena Henna Henri Henrik Hilkka Iida Iiris Ilari Ilkka Ilmari Inka Irene Irja Irma Isto
    Jaakko Jaana Jani Janika Janne Jari Jarkko Jarmo Jenna Jenni Jere Jesse Joakim Johan Johanna Johannes Joni Jonna
    Joona Joonas Jorma Josefiina Jouko Jouni Juha Juhani Juho Jukka Julia Jussi Juuso Jyrki Kaarina Kaija Kaisa Kalervo
    Kalevi Kalle Karoliina Katariina Kati Katja Katri Kerttu Kimmo Kirsti Konsta Kristian Kristiina Kristina Kyllikki
    Lari Lasse Lassi Lauri Leena Leif Leila Lennart Liisa Linnea Lotta Maaria Maarit Magnus Maija Maiju Mailis Maire
    Marcus Margareta Margit Maria Marianne Mariia Marika Marita Maritta Marjatta Marjo Marjut Marketta Marko Markku
    Markus Martta Martti Mathias Matias Matilda Matti Mauno Mauri Merja Mervi Mia Miia Mika Mikael Mikko Milla Mimmi
    Minna Mirja Mirjami Mirva Mohamed Muhammad Nea Niina Niklas Niko Nina Noora Olavi Olga Oliver Olivia Olli
    Oskari Osmo Outi Paavo Pasi Patrik Pauli Pekka Pentti Pertti Petra Petri Petteri Pia Piia Pirjo Pirkko Pontus
    Raija Raila Raimo Raisa Rasmus Rauni Reetta Reijo Reima Riikka Riina Riitta Riku Ritva Roope Ronja Saana Saara
    Saija Saila Saku Salla Salme Sami Samu Samuel Sanna Santeri Sara Sari Saska Sebastian Seija Senja Seppo Siiri
    Silja Simo Sirkka Sirpa Sisko Sofia Sonja Stefan Susanna Susanne Sven Taina Tanja Tapani Tapio Tarja Teemu Teija
    Teppo Terhi Tero Terttu Tiia Tiina Timo Tommi Toni Topi Torsten Tuija Tuomas Tuomo Tuukka Tuula Tuulikki Tytti Unto
    Veera Veijo Veikko Venla Verna Viivi Vilho Ville Viljami Virpi Virve Väinö Yrjö Åke
    """.split()  # noqa: SIM905 - four hundred names in a list literal would be four hundred lines
)
#: Names that are another word too ("Anna aikaa" is "Give time"): they count only beside a surname or a title.
UNCLEAR = frozenset(
    """
    Aamu Aino Anna Ari Armas Aune Hanna Helmi Hilla Ilma Ilta Impi Into Jalo Kai Kaino Kanerva Kari Kauko Kielo Kirsi
    Kukka Lahja Lempi Lilja Lumi Mari Marja Meri Oili Oiva Onni Orvokki Otso Paula Pihla Pilvi Päivi Rauha Rosa Ruusu
    Saaga Satu Sini Soile Sulo Suvi Taimi Taisto Tarmo Taru Terho Toivo Tuisku Tuuli Tähti Urho Usko Veli Vesa Vieno
    Viola Vuokko Aatos Aku Arvo Inga Otto Sampo Vappu Vilja Minttu Unto
    """.split()  # noqa: SIM905
)
