-- Macros that every later file may use. Text in, typed value or null out; a value that does not fit is null, never mended.
create or replace macro finite(number) as case when isfinite(number) then number end;

-- no exponent: 7.39E+11 is a spreadsheet's rounding, not the figure
create or replace macro number_plain(t) as
    case when regexp_full_match(t, '-?\d+(\.\d+)?') then finite(try_cast(t as double)) end;

create or replace macro number_id(t) as
    case when regexp_full_match(t, '-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?')
        then finite(try_cast(replace(replace(t, '.', ''), ',', '.') as double)) end;

create or replace macro number_en(t) as
    case when regexp_full_match(t, '-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?')
        then finite(try_cast(replace(t, ',', '') as double)) end;

create or replace macro iso_date(t) as
    case when regexp_full_match(t, '(19|20)\d{2}-\d{2}-\d{2}') then try_strptime(t, '%Y-%m-%d')::date end;

-- a day (it speaks for the whole of it, so it is the day's last) or a time of day with its offset, as a point in time
create or replace macro moment(t) as
    case
        when regexp_full_match(t, '(19|20)\d{2}-\d{2}-\d{2}') then
            if(iso_date(t) is null, null, try_cast(t || 'T23:59:59+07:00' as timestamptz))
        when regexp_full_match(t, '(19|20)\d{2}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}(:?\d{2})?)')
            then try_cast(t as timestamptz)
    end;

create or replace macro year_number(t) as
    case when regexp_full_match(t, '(19|20)\d{2}') then t::integer end;

create or replace macro period_grain(t) as
    case
        when regexp_full_match(t, '(19|20)\d{2}') then 'year'
        when regexp_full_match(t, '(19|20)\d{2}-S[12]') then 'semester'
        when regexp_full_match(t, '(19|20)\d{2}-Q[1-4]') then 'quarter'
        when regexp_full_match(t, '(19|20)\d{2}-(0[1-9]|1[0-2])') then 'month'
        when iso_date(t) is not null then 'day'
    end;

create or replace macro period_start(t) as
    case period_grain(t)
        when 'year' then make_date(t::integer, 1, 1)
        when 'semester' then make_date(left(t, 4)::integer, if(right(t, 1) = '1', 1, 7), 1)
        when 'quarter' then make_date(left(t, 4)::integer, 3 * right(t, 1)::integer - 2, 1)
        when 'month' then make_date(left(t, 4)::integer, right(t, 2)::integer, 1)
        when 'day' then iso_date(t)
    end;

-- weakest of several origins: the highest rank
create or replace macro quality_rank(q) as list_position(['resmi', 'kutipan', 'estimasi', 'simulasi'], q);
create or replace macro quality_of_rank(r) as ['resmi', 'kutipan', 'estimasi', 'simulasi'][r];

-- a name as it is compared: lower case, single blanks; most names need no replacing, which costs four times the looking
create or replace macro spelt(t) as
    lower(if(regexp_matches(t, '[\t\n\f\r]|  '), regexp_replace(trim(t), '\s+', ' ', 'g'), trim(t)));
-- a figure nobody read in its own source carries that caveat wherever it is shown
create or replace macro remark_of(note, is_verified) as
    if(is_verified = 'no', concat_ws('. ', note, 'Belum diperiksa di dokumen aslinya'), note);

-- a place's name without its class and its punctuation: 'KEL. Bandar-Utama' is 'bandar utama'
create or replace macro plain_word(t) as
    if(regexp_matches(t, '[^a-z0-9 ]|  '), regexp_replace(regexp_replace(t, '[^a-z0-9 ]+', ' ', 'g'), ' +', ' ', 'g'), t);
create or replace macro place_word(t) as
    trim(regexp_replace(plain_word(lower(t)), '^ ?(kelurahan|kel|desa|gampong|gp|kecamatan|kec|kota|kab|kabupaten) ', ''));

-- how a case stands against a deadline that has passed: 'on_time', 'late', or 'unknown' where the interval of its closing
-- holds the deadline. Closed without being solved is late: the system closing a case is no answer.
create or replace macro in_time(is_good, closed_from, closed_until, is_closed, due) as
    case
        when due is null then null
        when not is_closed or not is_good then 'late'
        when closed_until <= due then 'on_time'
        when closed_from > due then 'late'
        else 'unknown'
    end;

-- a point in time as a clock in WIB shows it (seven hours ahead of UTC since 1964), without asking a calendar for every row
create or replace macro wib(t) as make_timestamp(epoch_us(t) + 25200000000);
